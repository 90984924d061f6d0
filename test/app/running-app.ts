/**
 * The app as people start it: a process of its own on a home folder of the test's.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listProcesses } from "../../src/judge/subject/process-tree.ts";

const command = join(import.meta.dirname, "..", "..", "src", "cli", "main.ts");

export interface RunningApp {
  child: ChildProcess;
  /** "http://127.0.0.1:4747". */
  address: string;
  key: string;
  stderr: () => string;
  /** As a page calls it. */
  call(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }>;
  /** Sends the signal and waits for the end; the status, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | string | null>;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export async function newHome(): Promise<{ home: string; remove: () => Promise<void> }> {
  const home = await realpath(await mkdtemp(join(tmpdir(), "seaworthy-app-")));
  return { home, remove: () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }) };
}

/** A free port unless told: tests run side by side. */
export async function startApp(home: string, options: { args?: string[]; env?: object } = {}): Promise<RunningApp> {
  const { child, seen } = spawnApp(home, options);
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", () => seen.stdout.includes("\n") && resolve(seen.stdout.trim()));
    child.once("close", () => reject(new Error(`the app ended before it was there: ${seen.stderr}`)));
  });
  const [address = "", key = ""] = link.split("/#key=");
  return {
    child,
    address,
    key,
    stderr: () => seen.stderr,
    call: async (method, path, body) => {
      const headers = { authorization: `Bearer ${key}`, ...(body && { "content-type": "application/json" }) };
      const answer = await fetch(`${address}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
    },
    end: async (signal) => {
      const ended = new Promise<number | string | null>((resolve) => {
        child.once("exit", (code, by) => resolve(code ?? by));
      });
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
      child.kill(signal);
      return ended;
    },
  };
}

/** For a start that ends by itself. */
export async function runApp(home: string, options: { args?: string[]; env?: object } = {}): Promise<Ended> {
  const { child, seen } = spawnApp(home, options);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, ...seen };
}

function spawnApp(home: string, { args = [], env = {} }: { args?: string[]; env?: object }) {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [command, "app", "--home", home, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment, BROWSER: "none", ...env },
  });
  const seen = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    seen.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    seen.stderr += text;
  });
  return { child, seen };
}

/** Processes that speak of this folder in their command line: PostgreSQL's server names its data folder. */
export async function processesOf(home: string): Promise<number[]> {
  const { readFile } = await import("node:fs/promises");
  const all = await Promise.all(
    listProcesses().map(async ({ pid }) => ({
      pid,
      line: await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""),
    })),
  );
  return all.filter(({ line }) => line.includes(home)).map(({ pid }) => pid);
}
