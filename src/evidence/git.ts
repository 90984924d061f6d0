/**
 * Asks git, without changing anything: no locks, no hooks, no file watcher, no pager, no prompt.
 */
import { execFile } from "node:child_process";

/** The command may be missing, the folder no repository, the commit unknown: all of that is `undefined`. */
export async function askGit(
  folder: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  const outcome = await runGit(folder, args, signal);
  return outcome.status === 0 ? outcome.stdout : undefined;
}

export interface GitOutcome {
  /** Null when it could not be run. */
  status: number | null;
  stdout: string;
  stderr: string;
}

export function runGit(folder: string, args: readonly string[], signal?: AbortSignal): Promise<GitOutcome> {
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      [...quiet, ...args],
      // 64 MB of names are some 500,000 files.
      { cwd: folder, env: environment(), maxBuffer: 64 * 1024 * 1024, ...(signal && { signal }) },
      (error, stdout, stderr) => {
        if (signal?.aborted) return reject(signal.reason);
        const status = error === null ? 0 : typeof error.code === "number" ? error.code : null;
        resolve({ status, stdout, stderr });
      },
    );
  });
}

const quiet = [
  // In a container the folder often belongs to another account. The program in it is about to be run: git may read it.
  ...["-c", "safe.directory=*"],
  ...["-c", "core.fsmonitor=false"],
  ...["-c", "core.hooksPath=/dev/null"],
  ...["-c", "core.quotePath=false"],
  ...["-c", "advice.detachedHead=false"],
];

/** A git hook that calls us sets GIT_DIR and GIT_INDEX_FILE, which would answer for another folder than the one asked about. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT_(?!CONFIG_|CEILING_|EXEC_PATH|SSL_)/.test(name));
  return { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
}
