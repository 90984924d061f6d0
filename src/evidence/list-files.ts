/**
 * The files that make up a program: those that git knows or would know, or outside a repository all of them; in either
 * case without what tools put there.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { askGit } from "./git.ts";

export interface Files {
  /** Relative to the folder, with `/`, sorted. Undefined when there are more than can be looked at. */
  names: string[] | undefined;
  /** False also for a folder that its repository ignores altogether. */
  inRepository: boolean;
  /** Whether some of them are not known to git yet. */
  untracked: boolean;
}

export async function listFiles(folder: string, signal?: AbortSignal): Promise<Files> {
  const ask = async (...kind: string[]) => (await askGit(folder, ["ls-files", "-z", ...kind], signal))?.split("\0");
  const tracked = (await ask("--cached"))?.filter(isTheirs) ?? [];
  const untracked = (await ask("--others", "--exclude-standard"))?.filter((name) => isTheirs(name) && !isMade(name));
  const known = [...new Set([...tracked, ...(untracked ?? [])])];
  const inRepository = known.length > 0;
  const found = inRepository ? known : await walk(folder, signal);
  return {
    // By code units, not by the person's language: the order must be the same everywhere.
    names: found.length > mostFiles ? undefined : found.sort(),
    inRepository,
    untracked: inRepository && (untracked?.length ?? 0) > 0,
  };
}

/** A learner's program has tens of files, a large one thousands. More is not a program but something that lies beside it. */
const mostFiles = 20_000;

/** What tools make from the source, and what a first run leaves there: no part of what the person wrote. */
const madeFolders = new Set([
  ...["node_modules", ".git", ".hg", ".svn", ".venv", "venv", "__pycache__", ".pytest_cache", ".mypy_cache"],
  ...[".ruff_cache", ".tox", ".gradle", ".idea", ".vscode", ".next", ".turbo", ".cache", "target", "_build"],
]);

function isMade(name: string): boolean {
  return name.split("/").some((part) => madeFolders.has(part) || part === ".DS_Store");
}

/** Our own evidence is about the program, so it is no part of it. */
function isTheirs(name: string): boolean {
  return name !== "" && !name.split("/").includes(".seaworthy");
}

async function walk(folder: string, signal?: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  const folders = [""];
  for (let at = folders.pop(); at !== undefined && found.length <= mostFiles; at = folders.pop()) {
    signal?.throwIfAborted();
    for (const entry of await readdir(join(folder, at), { withFileTypes: true }).catch(() => [])) {
      const name = at === "" ? entry.name : `${at}/${entry.name}`;
      if (isMade(name) || !isTheirs(name)) continue;
      if (entry.isDirectory()) folders.push(name);
      else if (entry.isFile() || entry.isSymbolicLink()) found.push(name);
    }
  }
  return found;
}
