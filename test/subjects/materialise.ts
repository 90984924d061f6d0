/**
 * The programs that the judge is tried on: honest ones, and honest ones with one fault put in.
 *
 * A broken subject is not a second copy of a program but a few edits of an honest one, so that it is broken in exactly
 * one way. `materialise` writes such a program to a folder of its own, with the packages of this repository in reach.
 */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { loadRegistry } from "../../src/base/registry.ts";

const goodFolder = join(import.meta.dirname, "good");
const brokenFolder = join(import.meta.dirname, "broken");
const nodeModules = join(import.meta.dirname, "../../node_modules");

/** What each file in `broken/` exports by default; its file name is its id. */
export interface BrokenSubject {
  /** Id of the honest subject that it is made from. */
  base: string;
  /** The fault in one sentence, as somebody would confess it. */
  fault: string;
  edits: readonly Edit[];
  /** Id of the check that is meant to catch it. */
  caughtBy: string;
  /** Checks that must fail along with it, because the same fault really breaks their promise too. */
  alsoFails?: readonly string[];
  /** Checks that the same fault may break too: whether it does is a matter of which request comes first. */
  mayFail?: readonly string[];
  /** For faults that are not in a file: done in the folder after the edits. */
  prepare?(folder: string): Promise<void>;
}

export interface Edit {
  /** Relative to the subject's folder. */
  file: string;
  /** Must occur exactly once. */
  find: string;
  replace: string;
}

/** A program in a folder of its own; gone when it is disposed of. */
export interface MaterialisedSubject extends AsyncDisposable {
  folder: string;
  remove(): Promise<void>;
}

/** Ids of the honest subjects. */
export async function goodSubjects(): Promise<string[]> {
  const entries = await readdir(goodFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The broken subjects by id. */
export function brokenSubjects(): Promise<Map<string, BrokenSubject>> {
  return loadRegistry<BrokenSubject>(brokenFolder);
}

/**
 * Whether this machine has what the honest subject needs to run. Those in other languages say so by `requires.sh`,
 * which succeeds when everything is there.
 */
export async function canRun(goodId: string): Promise<boolean> {
  const script = join(goodFolder, goodId, "requires.sh");
  try {
    await readFile(script);
  } catch {
    return true;
  }
  return promisify(execFile)("sh", [script]).then(
    () => true,
    () => false,
  );
}

/** A fresh copy of a subject, honest or broken. Throws when an edit does not fit any more. */
export async function materialise(id: string): Promise<MaterialisedSubject> {
  const broken = (await brokenSubjects()).get(id);
  const base = broken?.base ?? id;
  if (!(await goodSubjects()).includes(base)) throw new Error(`there is no subject ${base}`);

  const parent = await realpath(await mkdtemp(join(tmpdir(), "seaworthy-subject-")));
  const remove = () => rm(parent, { recursive: true, force: true });
  // The packages lie beside the program, not in it, so that whatever reads its folder reads only what is its own.
  const folder = join(parent, id);
  try {
    await symlink(nodeModules, join(parent, "node_modules"));
    await cp(join(goodFolder, base), folder, { recursive: true, filter: (path) => !path.includes("__pycache__") });
    for (const edit of broken?.edits ?? []) await apply(edit, folder, id);
    await broken?.prepare?.(folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove, [Symbol.asyncDispose]: remove };
}

async function apply(edit: Edit, folder: string, id: string): Promise<void> {
  const path = join(folder, edit.file);
  const parts = (await readFile(path, "utf8")).split(edit.find);
  if (parts.length !== 2) {
    throw new Error(`${id}: found ${parts.length - 1} times instead of once in ${edit.file}:\n${edit.find}`);
  }
  await writeFile(path, parts.join(edit.replace));
}
