/**
 * What the processes of a subject use, four times a second.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { Track } from "../recorder.ts";
import { findProcesses, listProcesses, type SeenProcess } from "./process-tree.ts";

/** Often enough to see a peak under load; one look costs some milliseconds of a core, for all subjects together. */
const everyMs = 250;

interface Sampled {
  track: Track;
  /** The started process, or undefined while none runs. */
  root: () => number | undefined;
}

const sampled = new Set<Sampled>();
let timer: NodeJS.Timeout | undefined;

/** Returns what ends it. Only where /proc is: elsewhere a look would cost more than it tells. */
export function startSampling(subject: Sampled): () => void {
  if (process.platform !== "linux") return () => {};
  sampled.add(subject);
  timer ??= setInterval(sampleAll, everyMs).unref();
  return () => {
    sampled.delete(subject);
    if (sampled.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function sampleAll(): void {
  const processes = listProcesses();
  for (const { track, root } of sampled) {
    const pid = root();
    if (pid === undefined) continue;
    const tree = findProcesses({ root: pid }, processes);
    if (tree.length === 0) continue;
    track.append({
      kind: "sample",
      at: track.now(),
      processes: tree.length,
      memoryBytes: sum(tree, memoryBytes),
      descriptors: sum(tree, descriptors),
      cpuMs: sum(tree, ({ cpuMs = 0 }) => cpuMs),
    });
  }
}

function memoryBytes({ pid }: SeenProcess): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function descriptors({ pid }: SeenProcess): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

function sum(tree: SeenProcess[], of: (one: SeenProcess) => number): number {
  return tree.reduce((total, one) => total + of(one), 0);
}
