/**
 * What tests that start copies of a hostile program share: the ground to start them on, and a look at what is left.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "../../src/base/random.ts";
import type { ProcessEvent } from "../../src/contract/recording.ts";
import type { Surface } from "../../src/contract/surface.ts";
import { createInstances, type Instances } from "../../src/judge/instance.ts";
import type { Cluster } from "../../src/judge/probe/postgres/cluster.ts";
import { createRecorder, type Recorder } from "../../src/judge/recorder.ts";
import { byRun } from "../../src/judge/subject/marker.ts";
import { findProcesses } from "../../src/judge/subject/process-tree.ts";
import type { Sweeper } from "../../src/judge/subject/sweeper.ts";

export const hostileFolder = join(import.meta.dirname, "../subjects/hostile");

export const surface: Surface = {
  title: "Nothing but health",
  version: "1.0.0",
  health: "/healthz",
  operations: [],
  resources: [],
  promises: [],
  limits: { connections: 20, outageAnswerMs: 10_000, stopMs: 10_000, databaseWaitMs: 30_000 },
};

export interface Copies extends Instances {
  recorder: Recorder;
  processEvents(): ProcessEvent[];
}

export function copiesOf(
  folder: string,
  ground: { cluster: Cluster; sweeper: Sweeper },
  { start = "node server.mjs", ...more }: { start?: string; migrate?: string; env?: Record<string, string> } = {},
  signal: AbortSignal = new AbortController().signal,
): Copies {
  const recorder = createRecorder();
  const subject = { kind: "folder" as const, folder, start, env: {}, ...more };
  return {
    ...createInstances({ subject, surface, ...ground, recorder, signal, random: seededRandom("copies") }),
    recorder,
    processEvents: () => recorder.entries.filter((entry): entry is ProcessEvent => entry.kind === "process"),
  };
}

/** Processes and folders of a run that are still there, "process 123 …" or a path. */
export function leftOf(run: string): string[] {
  const processes = findProcesses({ marker: byRun(run) }).map(({ pid }) => `process ${pid}`);
  const places = [tmpdir(), "/dev/shm"].filter((place) => existsSync(place));
  const folders = places.flatMap((place) => readdirSync(place).map((name) => join(place, name)));
  return [...processes, ...folders.filter((path) => path.includes(`seaworthy-${run}-`))];
}

/** System V segments that nobody is attached to, as a server leaves one behind when it is killed: "<key> <id>". */
export function orphanedMemory(): string[] {
  if (!existsSync("/proc/sysvipc/shm")) return [];
  const [, ...lines] = readFileSync("/proc/sysvipc/shm", "utf8").trim().split("\n");
  const segments = lines.map((line) => line.trim().split(/\s+/));
  return segments.filter(([, , , , , , attached]) => attached === "0").map(([key, id]) => `${key} ${id}`);
}
