/**
 * The files that make up a subject's source: what git keeps, and what it would keep at the next `git add`; without git, the
 * folder without what tools put there.
 */
import type { Dirent } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { git } from "./git.ts";

export interface SourceFile {
  /** With "/", relative to the folder. */
  path: string;
  text: string;
  tracked: boolean;
}

export interface SourceFiles {
  files: SourceFile[];
  /** False outside of a git repository. */
  git: boolean;
  /** There was more than these limits allow to read. */
  cut: boolean;
}

/** Projects of this size have some hundreds of files; beyond these limits it is somebody's data. */
const mostFiles = 5_000;
const mostBytes = 30 * 1024 * 1024;
const mostBytesOfFile = 512 * 1024;
const listing = { mostBytes: 4 * 1024 * 1024, limitMs: 10_000 };

export async function readSourceFiles(folder: string, signal: AbortSignal): Promise<SourceFiles> {
  const { paths, isGit } = await listFiles(folder, signal);
  const files: SourceFile[] = [];
  let bytes = 0;
  let cut = paths.length > mostFiles;
  for (const { path, tracked } of paths.slice(0, mostFiles)) {
    signal.throwIfAborted();
    const text = await readText(join(folder, path));
    if (text === undefined) continue;
    bytes += text.length;
    if (bytes > mostBytes) {
      cut = true;
      break;
    }
    files.push({ path, text, tracked });
  }
  return { files, git: isGit, cut };
}

async function listFiles(folder: string, signal: AbortSignal) {
  const list = async (...args: string[]) => {
    const output = await git(["ls-files", "-z", ...args], { folder, signal, ...listing });
    return output?.text.split("\0").filter((path) => path !== "");
  };
  const tracked = await list("--cached");
  if (!tracked) return { paths: (await walk(folder, signal)).map((path) => ({ path, tracked: false })), isGit: false };
  const untracked = (await list("--others", "--exclude-standard")) ?? [];
  const paths = [
    ...tracked.map((path) => ({ path, tracked: true })),
    ...untracked.filter((path) => !toolFolders.test(path)).map((path) => ({ path, tracked: false })),
  ];
  return { paths, isGit: true };
}

/** What package managers, compilers and editors put into a folder. */
const toolFolders =
  /(^|\/)(\.git|node_modules|\.venv|venv|env|site-packages|__pycache__|target|dist|build|out|bin|obj|vendor|\.gradle|\.idea|\.vscode|\.seaworthy|seaworthy)(\/|$)/;

async function walk(folder: string, signal: AbortSignal, below = ""): Promise<string[]> {
  signal.throwIfAborted();
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => [] as Dirent[]);
  const paths: string[] = [];
  for (const entry of entries) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (toolFolders.test(path)) continue;
    if (entry.isDirectory()) paths.push(...(await walk(folder, signal, path)));
    else if (entry.isFile()) paths.push(path);
    if (paths.length > mostFiles) break;
  }
  return paths;
}

/** Undefined for what is no regular file, too large, or not text. */
async function readText(path: string): Promise<string | undefined> {
  try {
    const { size } = await lstat(path).then((found) => (found.isFile() ? found : { size: Number.POSITIVE_INFINITY }));
    if (size > mostBytesOfFile) return undefined;
    const bytes = await readFile(path);
    // As git itself decides it: a NUL near the beginning makes a file binary.
    return bytes.subarray(0, 8_000).includes(0) ? undefined : bytes.toString("utf8");
  } catch {
    return undefined;
  }
}
