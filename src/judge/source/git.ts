/**
 * What git says about a folder. Never fails: without git, or outside of a repository, there is nothing to say.
 *
 * Read-only: no command here writes, and none runs anything of the repository's own configuration (hooks, pagers, external
 * diffs, file monitors).
 */
import { spawn } from "node:child_process";

export interface GitOptions {
  folder: string;
  signal: AbortSignal;
  /** Output beyond this is not read. */
  mostBytes: number;
  limitMs: number;
}

export interface GitOutput {
  text: string;
  /** There was more than was read. */
  cut: boolean;
}

const safe = ["--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];

/** Undefined when git is not there, or does not know the folder. */
export function git(
  args: readonly string[],
  { folder, signal, mostBytes, limitMs }: GitOptions,
): Promise<GitOutput | undefined> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn("git", [...safe, ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...environmentWithoutGit(), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let cut = false;
    const enough = () => {
      cut = true;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(enough, limitMs);
    signal.addEventListener("abort", enough, { once: true });
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else enough();
    });
    const finish = (output: GitOutput | undefined) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", enough);
      if (signal.aborted) reject(signal.reason);
      else resolve(output);
    };
    child.once("error", () => finish(undefined));
    child.once("close", (status) => {
      finish(status === 0 || cut ? { text: Buffer.concat(chunks).toString("utf8"), cut } : undefined);
    });
  });
}

/** A hook or another git around us would point git elsewhere. */
function environmentWithoutGit(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
}
