/**
 * Says when something that was written by hand has really changed in a folder.
 *
 * Every folder is watched by itself: recursive watching would also take the ten thousand folders of node_modules, each of
 * which costs one of the system's limited watches.
 */
import { createHash } from "node:crypto";
import { type FSWatcher, watch } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { UserError } from "../../base/errors.ts";
import { runGit } from "../../evidence/git.ts";

/** What tools and the program itself write. */
const passedOver = new Set(
  "node_modules .git .hg .seaworthy dist build out target coverage .venv venv __pycache__ .pytest_cache .mypy_cache .next .cache .idea .vscode vendor".split(
    " ",
  ),
);
const passedOverFile = /~$|^4913$|^\.#|^#.*#$|\.(sw[a-p]|tmp|log|pyc|tsbuildinfo|sqlite3?|db|pid)$|^\.DS_Store$/;

/** An editor writes a file in several steps; a checkout of another branch writes many. */
const quietMs = 80;
/** A project of one person has some dozens of folders. */
const mostFolders = 2_000;
/** Larger ones are data, and reading them on each change would be felt. */
const mostBytes = 5_000_000;

export async function watchFiles(folder: string, onChange: (paths: string[]) => void): Promise<() => void> {
  const watchers = new Map<string, FSWatcher>();
  const contents = new Map<string, string>();
  const touched = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const settle = async () => {
    const paths = [...touched];
    touched.clear();
    const changed = await really(folder, paths, contents);
    if (changed.length > 0) onChange(changed.map((path) => relative(folder, path)));
  };
  const touch = (path: string) => {
    touched.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => settle().catch(() => {}), quietMs);
  };
  const add = async (path: string, isNew: boolean): Promise<void> => {
    if (watchers.has(path) || watchers.size >= mostFolders) return;
    watchers.set(
      path,
      watchOne(path, (name) => see(join(path, name))),
    );
    for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
      const inside = join(path, entry.name);
      if (passedOver.has(entry.name)) continue;
      if (entry.isDirectory()) await add(inside, isNew);
      else if (isNew) touch(inside);
      else if (entry.isFile() && !passedOverFile.test(entry.name)) contents.set(inside, await digestOf(inside));
    }
  };
  const see = (path: string) => {
    const name = basename(path);
    if (passedOver.has(name) || passedOverFile.test(name)) return;
    stat(path).then(
      (found) => (found.isDirectory() ? add(path, true) : touch(path)),
      () => {
        watchers.get(path)?.close();
        watchers.delete(path);
        touch(path);
      },
    );
  };
  await add(folder, false);
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

function watchOne(path: string, onName: (name: string) => void): FSWatcher {
  try {
    const watcher = watch(path, (_, name) => name !== null && onName(name));
    // The folder was deleted.
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOSPC") throw cause;
    throw new UserError("too-many-watches", "the system allows no more files to be watched", {
      fix: "sudo sysctl fs.inotify.max_user_watches=524288, or close an editor that watches many",
      cause,
    });
  }
}

/** Only what has another content than before, and what git does not ignore: a program may write beside its source. */
async function really(folder: string, paths: string[], contents: Map<string, string>): Promise<string[]> {
  const changed: string[] = [];
  for (const path of paths) {
    const digest = await digestOf(path);
    if (contents.get(path) === digest || (digest === "" && !contents.has(path))) continue;
    contents.set(path, digest);
    const { status } = await runGit(folder, ["check-ignore", "--quiet", "--", path]);
    if (status !== 0) changed.push(path);
  }
  return changed;
}

/** "" for what is not there. */
async function digestOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return "";
  if (found.size > mostBytes) return `${found.size} ${found.mtimeMs}`;
  return createHash("sha256")
    .update(await readFile(path).catch(() => ""))
    .digest("hex");
}
