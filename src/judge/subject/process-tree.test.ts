import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { findProcesses, killProcesses } from "./process-tree.ts";

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** Ends its first thread, as the kernel does on the way to the end of a program, and goes on in another. */
const lastingThread = `
import ctypes, threading, time
threading.Thread(target=lambda: time.sleep(60)).start()
print("ready", flush=True)
ctypes.CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[__import__("platform").machine()], 0)
`;
const canEndAThread = process.platform === "linux" && spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!canEndAThread)("a program whose first thread has ended runs on until the last has", async () => {
  const child = spawn("python3", ["-c", lastingThread], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  await sleep(50);
  const whose = { root: child.pid as number };
  expect(findProcesses(whose).map(({ pid }) => pid)).toEqual([child.pid]);
  expect(await killProcesses(() => whose, 5_000)).toEqual({ killed: [child.pid], gone: true });
  expect(findProcesses(whose)).toEqual([]);
});
