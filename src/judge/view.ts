/**
 * The look-ups over a recording that checks use. Pure.
 */
import type { Entry, Recording } from "../contract/recording.ts";
import type { RecordingView } from "./check.ts";

export function viewRecording(recording: Recording): RecordingView {
  const byKind = new Map<Entry["kind"], Entry[]>();
  const byId = new Map<number, Entry>();
  for (const entry of [...recording.entries].sort((a, b) => a.at - b.at || a.id - b.id)) {
    byId.set(entry.id, entry);
    const list = byKind.get(entry.kind);
    if (list) list.push(entry);
    else byKind.set(entry.kind, [entry]);
  }
  return {
    recording,
    surface: recording.surface,
    of: (kind, ...scenarios) =>
      (byKind.get(kind) ?? []).filter((entry) => scenarios.length === 0 || scenarios.includes(entry.scenario)) as never,
    entry: (id) => byId.get(id),
  };
}
