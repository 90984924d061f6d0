/**
 * The command as a person calls it: a process of its own, with its three streams and its exit code.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const main = join(import.meta.dirname, "..", "..", "src", "cli", "main.ts");

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  environment?: Record<string, string>;
  /** Called with the running process: for signals and closed pipes. */
  during?: (child: ChildProcess) => void;
}

export function runCli(words: string[], { cwd, environment = {}, during }: RunOptions = {}): Promise<Ran> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NO_COLOR|FORCE_COLOR|COLUMNS|INIT_CWD)/.test(name),
  );
  const child = spawn(process.execPath, [main, ...words], {
    cwd,
    env: { ...Object.fromEntries(kept), LANG: "C.UTF-8", LC_ALL: "C.UTF-8", ...environment },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  child.stdin.end();
  during?.(child);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}
