/**
 * Starts a command of the manifest as a process group of its own, and follows it until nothing of it is left.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { byMarker, type Marker } from "./marker.ts";
import type { OutputLog } from "./output-lines.ts";
import { makePipes } from "./output-pipe.ts";
import { findProcesses, killProcesses, type SeenProcess, sendSignal } from "./process-tree.ts";
import { shellLine } from "./shell-line.ts";
import type { Sweeper } from "./sweeper.ts";

export interface ProcessOptions {
  command: string;
  folder: string;
  environment: Record<string, string>;
  marker: Marker;
  sweeper: Sweeper;
  output: OutputLog;
}

export interface StartedProcess {
  /** Of the process that was started: the program itself, or a launcher. -1 when it could not be started at all. */
  readonly pid: number;
  /** `performance.now()` of the start. */
  readonly startedAt: number;
  /** Set as soon as the started process has ended. */
  readonly end: ProcessEnd | undefined;
  readonly ended: Promise<ProcessEnd>;
  /** All that belongs to it and runs now, wherever it has gone to. */
  tree(): SeenProcess[];
  /** To the started process only. False when it is gone. */
  signal(signal: NodeJS.Signals): boolean;
  /** SIGKILL to everything that belongs to it; resolves when all are gone and all that they printed is read. */
  kill(): Promise<void>;
  /**
   * SIGTERM to its process group, `graceMs` to end, then {@link kill}. The result: what had left the group, so that no
   * terminal or service manager would have reached it, and was still there when the group was gone.
   */
  stop(graceMs: number): Promise<SeenProcess[]>;
}

export interface ProcessEnd {
  status: number | null;
  signal: NodeJS.Signals | null;
  /** `performance.now()` of the end. */
  endedAt: number;
  /** Why it could not even be started. */
  error?: string;
}

/** After SIGKILL processes are gone within milliseconds; only one in uninterruptible disk sleep takes longer. */
const killLimitMs = 10_000;

/** A helper that was started into a group of its own notices by its pipe or parent that it is over. */
const farewellMs = 200;

/** What is in the pipe is read at once; a pipe that somebody unknown still holds is not waited for longer. */
const outputLimitMs = 500;

export async function startProcess(options: ProcessOptions): Promise<StartedProcess> {
  const { command, folder, environment, marker, sweeper, output } = options;
  const pipes = await makePipes(sweeper);
  const startedAt = performance.now();
  const child = spawn("/bin/sh", ["-c", shellLine(command, marker.limitKib)], {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ["ignore", pipes?.stdout.writer ?? "pipe", pipes?.stderr.writer ?? "pipe"],
  });
  if (child.pid !== undefined) sweeper.addGroup(child.pid);
  pipes?.stdout.closeWriter();
  pipes?.stderr.closeWriter();
  const streams = {
    stdout: pipes?.stdout.reader ?? (child.stdout as NonNullable<ChildProcess["stdout"]>),
    stderr: pipes?.stderr.reader ?? (child.stderr as NonNullable<ChildProcess["stderr"]>),
  };
  const outputRead = Promise.all([output.read(streams.stdout, "stdout"), output.read(streams.stderr, "stderr")]);

  let end: ProcessEnd | undefined;
  const ended = new Promise<ProcessEnd>((resolve) => {
    const finish = (result: Omit<ProcessEnd, "endedAt">) => {
      end ??= { ...result, endedAt: performance.now() };
      resolve(end);
    };
    child.once("exit", (status, signal) => finish({ status, signal }));
    child.once("error", (error) => finish({ status: null, signal: null, error: error.message }));
  });
  const whose = () => ({ root: child.pid, rootIsOurs: end === undefined, marker: byMarker(marker) });

  const kill = async () => {
    const { gone } = await killProcesses(whose, killLimitMs);
    if (!gone) throw new Error(`processes of ${command} are still there ${killLimitMs} ms after SIGKILL`);
    if (child.pid !== undefined) await ended;
    await within(outputLimitMs, outputRead);
    streams.stdout.destroy();
    streams.stderr.destroy();
    output.recordDropped();
    if (child.pid !== undefined) sweeper.gone(child.pid);
  };

  return {
    pid: child.pid ?? -1,
    startedAt,
    get end() {
      return end;
    },
    ended,
    tree: () => findProcesses(whose()),
    signal: (signal) => end === undefined && child.kill(signal),
    kill,
    stop: async (graceMs) => {
      const hasLeft = (one: SeenProcess) => one.group !== child.pid && one.session !== child.pid;
      for (const one of findProcesses(whose())) if (!hasLeft(one)) sendSignal(one.pid, "SIGTERM");
      await until(graceMs, () => findProcesses(whose()).every(hasLeft));
      // Nothing to wait for when all are gone, or when the group itself has to be killed.
      await until(farewellMs, () => findProcesses(whose()).every((one) => !hasLeft(one)));
      const leftover = findProcesses(whose()).filter(hasLeft);
      await kill();
      return leftover;
    },
  };
}

async function until(limitMs: number, isSo: () => boolean): Promise<void> {
  const end = performance.now() + limitMs;
  for (let waitMs = 2; !isSo() && performance.now() < end; waitMs = Math.min(waitMs * 2, 50)) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

async function within(limitMs: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([promise, new Promise((resolve) => (timer = setTimeout(resolve, limitMs)))]);
  clearTimeout(timer);
}
