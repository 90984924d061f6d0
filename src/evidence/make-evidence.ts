/**
 * From what was judged to the document that says so. Pure.
 */
import { type Evidence, evidenceSchema } from "../contract/evidence.ts";
import type { JudgeEvent } from "../judge/events.ts";
import { digestOf } from "./canonical-json.ts";

export interface EvidenceParts {
  judged: Pick<Extract<JudgeEvent, { type: "judged" }>, "recording" | "verdicts" | "durationMs">;
  subject: Evidence["subject"];
  machine: Evidence["machine"];
  scope: Evidence["scope"];
  /** What is known of help they had; see opened-hints.ts. */
  help?: Evidence["help"];
}

export function makeEvidence({ judged, subject, machine, scope, help = [] }: EvidenceParts): Evidence {
  const { recording, verdicts, durationMs } = judged;
  return evidenceSchema.parse({
    format: "seaworthy-evidence/1",
    project: recording.project ?? null,
    contract: { title: recording.surface.title, version: recording.surface.version },
    judge: recording.judge,
    seed: recording.seed,
    beganAt: recording.beganAt,
    durationMs: Math.round(durationMs),
    subject,
    machine,
    scope,
    verdicts,
    recording: digestOf(recording),
    help,
  } satisfies Evidence);
}
