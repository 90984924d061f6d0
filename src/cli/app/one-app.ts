/**
 * One app a home folder: `running.json` in it is there while the app runs, and says where it is.
 *
 * Its maker is named by process number and by when that process began, because numbers are given away again. Two apps that
 * find the same leftover at the same instant may both take it; PostgreSQL's own lock is behind this one.
 */

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { open, readFile, rename, rm } from "node:fs/promises";
import * as z from "zod";
import type { Home } from "../home/home-folder.ts";
import { cannotWrite, keepFile } from "../home/keep-file.ts";
import { makeFolders } from "../home/make-folders.ts";

const runningSchema = z.object({
  pid: z.int().positive(),
  /** When that process began, as the system counts. */
  began: z.string(),
  /** "http://127.0.0.1:4747", once it listens. */
  address: z.string().optional(),
  key: z.string().optional(),
});
export type Running = z.infer<typeof runningSchema>;

export interface Hold {
  /** From now on others are told where it is. */
  say(at: { address: string; key: string }): Promise<void>;
  release(): Promise<void>;
}

export async function takeHome(home: Home): Promise<{ hold: Hold } | { other: Running }> {
  const mine: Running = { pid: process.pid, began: beganAt(process.pid) ?? "" };
  try {
    await makeFolders(home.folder, 0o700);
    for (;;) {
      if (await create(home.running, mine)) break;
      const other = await readRunning(home);
      if (other && beganAt(other.pid) === other.began) return { other };
      await removeLeftover(home.running);
    }
  } catch (cause) {
    throw cannotWrite(home.running, cause);
  }
  return {
    hold: {
      say: (at) => keepFile(home.running, `${JSON.stringify({ ...mine, ...at })}\n`),
      release: () => rm(home.running, { force: true }),
    },
  };
}

/** The app that runs on this home, or none. */
export async function runningApp(home: Home): Promise<Running | undefined> {
  const running = await readRunning(home);
  return running && beganAt(running.pid) === running.began ? running : undefined;
}

async function create(path: string, mine: Running): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(`${JSON.stringify(mine)}\n`);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // Made and not written: the disk is full.
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") await rm(path, { force: true });
    throw error;
  }
}

/** Moved first: of two who find it only one moves it. */
async function removeLeftover(path: string): Promise<void> {
  const aside = `${path}.${randomBytes(4).toString("hex")}`;
  await rename(path, aside).catch(() => {});
  await rm(aside, { force: true });
}

async function readRunning({ running }: Home): Promise<Running | undefined> {
  // Just made and still empty: its maker is in the middle of writing.
  for (let attempt = 0; attempt < 20; attempt++) {
    const text = await readFile(running, "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    const result = text.endsWith("\n") ? runningSchema.safeParse(asJson(text)) : undefined;
    if (result) return result.data;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return undefined;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined when there is no such process. */
function beganAt(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      // After the name in brackets, which may hold anything: field 22 of proc_pid_stat(5), in clock ticks since the boot.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return fields[0] === "Z" ? undefined : `${boot} ${fields[19]}`;
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}
