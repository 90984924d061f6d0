/**
 * The sweeper: a small process beside the judge that makes sure that nothing is left behind.
 *
 * It is told over its standard input what exists. When that input closes, for whatever reason (the judge is done, has
 * crashed, was killed with -9), it ends every process of the run that is left, removes the folders, and ends itself.
 * It has its own session, so that Ctrl-C in the terminal does not reach it. This file is both the judge's handle and
 * the program of that process.
 *
 * Input: one line each. `run <id>` · `folder <path>` · `postgres <pid>` · `group <pid>` · `gone <pid>`
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endPostgres } from "./end-postgres.ts";
import { byRun, createRun, type Run } from "./marker.ts";
import { killProcesses } from "./process-tree.ts";

export interface Sweeper {
  readonly run: Run;
  /** Its process, for tests. */
  readonly pid: number;
  /** A new path in `place`, the temporary folder by default; nothing is there yet, and it will be removed in any case. */
  newFolder(name: string, place?: string): string;
  /** The leader of a process group was started. */
  addGroup(pid: number): void;
  /** A program of PostgreSQL was started, leader of its group; see end-postgres.ts. */
  addPostgres(pid: number): void;
  /** Whatever was added with this number has ended. */
  gone(pid: number): void;
  /** Everything is over. Resolves when nothing is left. */
  close(): Promise<void>;
}

/** After SIGKILL processes are gone within milliseconds. */
const processesLimitMs = 5_000;

export function startSweeper(run: Run = createRun()): Sweeper {
  const child = spawn(process.execPath, ["--no-warnings", fileURLToPath(import.meta.url)], {
    // Whatever it inherited would be kept open or busy by it: terminal, test runner's pipe, working folder.
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    env: {},
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  // Broken pipe: it was killed by somebody. The judge still stops what it started by itself.
  child.stdin.on("error", () => {});
  // A line goes into the kernel's buffer at once: it is there for the sweeper even if we are killed in the next instant.
  const say = (line: string) => child.stdin.write(`${line}\n`);
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  say(`run ${run.id}`);
  return {
    run,
    pid: child.pid ?? -1,
    newFolder: (name, place = tmpdir()) => {
      // Named first, made afterwards: between the two, nothing can be left behind.
      const folder = join(place, `seaworthy-${run.id}-${name}-${randomBytes(6).toString("hex")}`);
      say(`folder ${folder}`);
      return folder;
    },
    addGroup: (pid) => say(`group ${pid}`),
    addPostgres: (pid) => say(`postgres ${pid}`),
    gone: (pid) => say(`gone ${pid}`),
    close: async () => {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}

async function sweep(text: string): Promise<void> {
  const folders: string[] = [];
  const groups = new Set<number>();
  const postgres = new Set<number>();
  let run = "";
  for (const line of text.split("\n").slice(0, -1)) {
    const [word = "", value = ""] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
    if (word === "run") run = value;
    else if (word === "folder") folders.push(value);
    else if (word === "group") groups.add(Number(value));
    else if (word === "postgres") postgres.add(Number(value));
    else if (word === "gone") {
      groups.delete(Number(value));
      postgres.delete(Number(value));
    }
  }
  await Promise.all([
    ...[...groups].map((root) => killProcesses(() => ({ root }), processesLimitMs)),
    ...[...postgres].map(endPostgres),
  ]);
  // Whatever is not in those groups any more.
  await killProcesses(() => ({ marker: byRun(run) }), processesLimitMs);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const signal of ["SIGINT", "SIGHUP", "SIGTERM", "SIGQUIT"] as const) process.on(signal, () => {});
  let text = "";
  process.stdin.setEncoding("utf8");
  process.stdin.on("data", (chunk) => {
    text += chunk;
  });
  process.stdin.on("error", () => {});
  process.stdin.on("close", () => sweep(text));
}
