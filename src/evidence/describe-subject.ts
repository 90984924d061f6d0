/**
 * What was judged, so that somebody else can find the same thing again: commit, tree, language, how it was started.
 *
 * It speaks of the subject's folder only. In a repository with several programs, one that is half finished does not make
 * the evidence for another one unverifiable; what lies outside and matters all the same is found by verifying.
 */
import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { Evidence } from "../contract/evidence.ts";
import type { Subject } from "../contract/manifest.ts";
import { askGit } from "./git.ts";
import { guessLanguage } from "./guess-language.ts";
import { listFiles } from "./list-files.ts";

export type SubjectDescription = Evidence["subject"];

export async function describeSubject(subject: Subject, signal?: AbortSignal): Promise<SubjectDescription> {
  const unknown = { commit: null, dirty: false, tree: null, language: null };
  // Whatever lies in a folder, nobody can tell whether it is what runs at an address.
  if (subject.kind === "address") return { ...unknown, start: null, url: withoutCredentials(subject.url) };

  const { folder, start } = subject;
  const files = await listFiles(folder, signal);
  const seen = files.names && (await look(folder, files.names, signal));
  const standing = files.inRepository ? await standIn(folder, signal) : { commit: null, dirty: false };
  return {
    ...standing,
    dirty: standing.dirty || files.untracked,
    tree: seen?.tree ?? null,
    language: guessLanguage({ start, sizes: seen?.sizes ?? new Map() }),
    start,
    url: null,
  };
}

async function standIn(folder: string, signal?: AbortSignal) {
  const [commit, changes, prefix] = await Promise.all([
    askGit(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], signal),
    askGit(folder, ["status", "--porcelain", "-z", "--untracked-files=no", "--", ".", withoutOurs], signal),
    askGit(folder, ["rev-parse", "--show-prefix"], signal),
  ]);
  return {
    commit: commit?.trim() ?? null,
    // Without a commit there is nothing that it could be equal to; what git cannot tell is not known to be clean.
    dirty: commit === undefined || changes !== "",
    folder: (prefix ?? "").replace(/\/?\n$/, ""),
  };
}

const withoutOurs = ":(exclude,glob)**/.seaworthy/**";

/**
 * The description for the evidence, from one made before the run and one made after it. When the files changed in
 * between, nobody can say which of them was judged.
 */
export function settleDescription(before: SubjectDescription, after: SubjectDescription): SubjectDescription {
  return before.tree === after.tree && before.commit === after.commit ? before : { ...before, dirty: true, tree: null };
}

/** Above this a folder holds data and not only a program; hashing it would keep the person waiting. */
const mostBytes = 256 * 1024 * 1024;

/** SHA-256 over each file's name, kind, size and content, in order; and the sizes. Undefined when it is too much. */
async function look(folder: string, files: string[], signal?: AbortSignal) {
  const hash = createHash("sha256");
  const sizes = new Map<string, number>();
  let total = 0;
  for (const name of files) {
    signal?.throwIfAborted();
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    // Known to git and deleted since: the change is seen by `git status`.
    if (found === undefined) continue;
    total += found.size;
    if (total > mostBytes) return undefined;
    if (found.isSymbolicLink()) hash.update(`${name}\0link\0${await readlink(path)}\0`);
    else if (found.isFile()) {
      hash.update(`${name}\0file\0${found.size}\0`);
      const read = await readInto(hash, path);
      if (!read) return undefined;
      sizes.set(name, found.size);
    }
    // A folder here is a submodule, which has a commit of its own; git status tells when it changed.
    else hash.update(`${name}\0other\0`);
  }
  return { tree: hash.digest("hex"), sizes };
}

/** False for a file that we may not read, or that went away this very moment. */
async function readInto(hash: Hash, path: string): Promise<boolean> {
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    return true;
  } catch {
    return false;
  }
}

/** Evidence is shown to others: what logs in to a server is not for them. */
function withoutCredentials(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  parsed.username = "";
  parsed.password = "";
  return parsed.href;
}
