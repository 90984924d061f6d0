/**
 * Copies a starter into a new folder: whole, or not at all.
 */
import { cp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UserError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import { readProject } from "../catalog/read-project.ts";
import { makeFolders } from "./home/make-folders.ts";

export interface Starter {
  stack: string;
  /** Title of the project. */
  title: string;
  files: number;
}

export interface StarterRequest {
  project: string;
  /** Absolute. */
  folder: string;
  stack: string | undefined;
}

/** In the starters' files: replaced by the name of the new folder, as a package may be called. */
const placeholder = "{{name}}";

export async function makeStarter({ project: id, folder, stack: wanted }: StarterRequest): Promise<Starter> {
  const project = await readProject(id);
  const stack = await chooseStack(join(project.folder, "starters"), wanted);
  await refuseUnlessEmpty(folder);
  const parent = dirname(folder);
  const madeParent = await makeFolders(parent).catch((cause) => {
    throw notWritable(parent, cause);
  });
  // Beside the target, so that it can be moved there in one step.
  const draft = join(parent, `.${basename(folder)}.${process.pid}.seaworthy`);
  try {
    await cp(join(project.folder, "starters", stack), draft, { recursive: true, filter: isSource });
    const files = await fillIn(draft, packageName(basename(folder)));
    await moveInto(draft, folder);
    return { stack, title: project.title, files };
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (madeParent !== undefined) await rm(madeParent, { recursive: true, force: true });
    throw cause instanceof Error && "code" in cause && "syscall" in cause ? notWritable(folder, cause) : cause;
  }
}

async function chooseStack(starters: string, wanted: string | undefined): Promise<string> {
  const stacks = (await readdir(starters).catch(() => [])).filter((name) => !name.startsWith(".")).sort();
  if (wanted !== undefined && stacks.includes(wanted)) return wanted;
  const choose = `choose one: ${stacks.map((stack) => `--stack ${stack}`).join(", ")}`;
  if (wanted === undefined) throw new UserError("no-stack", "in which language? --stack says it", { fix: choose });
  const close = nearest(wanted, stacks);
  throw new UserError("unknown-stack", `there is no starter in '${wanted}'${close ? `; did you mean ${close}?` : ""}`, {
    fix: `${choose}; any other language works too: write a seaworthy.yaml by hand`,
  });
}

/** A repository that was just made or cloned has a `.git` and nothing else: that is as good as empty. */
async function refuseUnlessEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR") {
      throw new UserError("folder-not-empty", `a file stands where ${folder} would be`, { fix: "name a new folder" });
    }
    throw notWritable(folder, error);
  });
  if (names.some((name) => name !== ".git")) {
    throw new UserError("folder-not-empty", `${folder} is not empty, and nothing in it is overwritten`, {
      fix: "name a new folder",
    });
  }
}

/** What a starter may have lying about after it was tried out. */
function isSource(path: string): boolean {
  return !["node_modules", "__pycache__", ".venv", ".seaworthy", "dist"].includes(basename(path));
}

async function fillIn(folder: string, name: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files) {
    const text = await readFile(file, "utf8");
    if (text.includes(placeholder)) await writeFile(file, text.replaceAll(placeholder, name));
    // npm does not pack files called .gitignore.
    if (basename(file) === "gitignore") await rename(file, join(dirname(file), ".gitignore"));
  }
  return files.length;
}

async function moveInto(draft: string, folder: string): Promise<void> {
  const kept = await readdir(folder).catch(() => []);
  // Onto nothing or onto an empty folder: one step.
  if (kept.length === 0) return rename(draft, folder);
  const moved: string[] = [];
  try {
    for (const name of await readdir(draft)) {
      await rename(join(draft, name), join(folder, name));
      moved.push(name);
    }
    await rm(draft, { recursive: true });
  } catch (error) {
    for (const name of moved) await rm(join(folder, name), { recursive: true, force: true });
    throw error;
  }
}

/** npm's rules: lower case, no leading dot or underscore, only what needs no escaping in a URL. */
function packageName(name: string): string {
  const allowed = name
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replaceAll(/^[._-]+|[._-]+$/g, "");
  return allowed === "" ? "my-api" : allowed;
}

function notWritable(path: string, cause: unknown): UserError {
  const code = (cause as NodeJS.ErrnoException).code ?? "";
  return new UserError("folder-not-writable", `${path} cannot be written (${code})`, {
    fix: "name a folder in a place where you may write",
    cause,
  });
}
