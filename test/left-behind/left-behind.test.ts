/**
 * However the judge ends, nothing of what it started is left. SEAWORTHY_ROUNDS=20 repeats it that often.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listProcesses } from "../../src/judge/subject/process-tree.ts";
import { leftOf, orphanedMemory } from "./copies.ts";

const rounds = Number(process.env.SEAWORTHY_ROUNDS ?? 1);

const programs = [
  ...["daemonises", "daemonises-without-environment", "ignores-sigterm", "forks-for-ever"],
  ...["floods-the-log", "never-answers", "exits-at-once"],
];

/** The sweeper needs milliseconds; a machine that is busy with other tests gives it its turn later. */
const sweepLimitMs = 10_000;

let memoryBefore: Set<string>;

beforeEach(() => {
  memoryBefore = new Set(orphanedMemory());
});

afterEach(async () => {
  const left = () => orphanedMemory().filter((segment) => !memoryBefore.has(segment));
  // A server of a test beside this one may be just ending.
  for (let tries = 0; tries < 20 && left().length > 0; tries++) await sleep(100);
  expect(left(), "shared memory").toEqual([]);
});

test.each(["SIGKILL", "SIGINT"] as const)(
  "nothing is left when the judge gets %s at any moment",
  async (signal) => {
    for (let round = 0; round < rounds; round++) {
      const afterMs = Math.random() * 3_000;
      const { judge, run, sweeperPid } = await startJudge();
      await sleep(afterMs);
      judge.kill(signal);
      await once(judge, "exit");
      expect(await leftAfterSweep(run, sweeperPid), `${signal} after ${afterMs} ms`).toEqual([]);
    }
  },
  60_000 * rounds,
);

test(
  "nothing is left when the judge is killed in the instant in which it starts a program",
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { judge, run, sweeperPid } = await startJudge();
      while (listProcesses().filter((one) => one.parent === judge.pid).length < 3) await sleep(1);
      judge.kill("SIGKILL");
      await once(judge, "exit");
      expect(await leftAfterSweep(run, sweeperPid)).toEqual([]);
    }
  },
  60_000 * rounds,
);

test(
  "Ctrl-C in the terminal, which reaches the whole process group, leaves nothing",
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { judge, run, sweeperPid } = await startJudge({ detached: true });
      await sleep(500 + Math.random() * 2_000);
      process.kill(-(judge.pid as number), "SIGINT");
      await once(judge, "exit");
      expect(await leftAfterSweep(run, sweeperPid)).toEqual([]);
    }
  },
  60_000 * rounds,
);

async function startJudge({ detached = false } = {}) {
  const shuffled = [...programs].sort(() => Math.random() - 0.5);
  const judge: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, "endless-judge.ts"), ...shuffled], {
    stdio: ["ignore", "pipe", "inherit"],
    detached,
  });
  const [line] = await once(judge.stdout as NodeJS.ReadableStream, "data");
  const [run = "", sweeperPid] = String(line).trim().split(" ");
  return { judge, run, sweeperPid: Number(sweeperPid) };
}

async function leftAfterSweep(run: string, sweeperPid: number): Promise<string[]> {
  const until = performance.now() + sweepLimitMs;
  while (listProcesses().some((one) => one.pid === sweeperPid && !one.zombie)) {
    if (performance.now() > until) return ["the sweeper itself"];
    await sleep(10);
  }
  return leftOf(run);
}
