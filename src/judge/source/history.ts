/**
 * The lines that a folder's git history ever added: what was once committed is in every clone, also when it was deleted later.
 */
import { git } from "./git.ts";

export interface AddedLines {
  commit: string;
  path: string;
  /** Lines that the commit added to this file, one below the other. */
  text: string;
  /** Number of the first of them in that commit's file. */
  firstLine: number;
}

export interface History {
  added: AddedLines[];
  commits: number;
  /** The history is longer than what was read. */
  cut: boolean;
}

/** A learner's project has some dozens of commits. These limits keep the reading below 2 s on a slow disk. */
const mostCommits = 500;
const limits = { mostBytes: 50 * 1024 * 1024, limitMs: 15_000 };

/** Undefined outside of a git repository. */
export async function readHistory(folder: string, signal: AbortSignal): Promise<History | undefined> {
  const output = await git(
    [
      ...["log", "--all", `--max-count=${mostCommits}`, "--format=format:%x00%H", "--patch", "--unified=0"],
      ...["--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--diff-merges=off", "--relative", "--", "."],
    ],
    { folder, signal, ...limits },
  );
  if (!output) return undefined;
  const added = addedLines(output.text);
  const commits = output.text.split("\0").length - 1;
  return { added, commits, cut: output.cut || commits >= mostCommits };
}

/** Reads `git log --patch --unified=0 --format=format:%x00%H`. */
export function addedLines(log: string): AddedLines[] {
  const all: AddedLines[] = [];
  let commit = "";
  let path: string | undefined;
  let current: AddedLines | undefined;
  for (const line of log.split("\n")) {
    if (line.startsWith("\0")) {
      commit = line.slice(1, 41);
      path = undefined;
      current = undefined;
    } else if (line.startsWith("diff --git ")) {
      path = undefined;
      current = undefined;
    } else if (path === undefined && line.startsWith("+++ ")) {
      path = /^\+\+\+ "?b\/(.*?)"?\t?$/.exec(line)?.[1];
    } else if (line.startsWith("@@ ")) {
      const firstLine = Number(/\+(\d+)/.exec(line)?.[1] ?? 1);
      current = path === undefined ? undefined : { commit, path, text: "", firstLine };
      if (current) all.push(current);
    } else if (current && line.startsWith("+")) {
      current.text += `${line.slice(1)}\n`;
    }
  }
  return all;
}
