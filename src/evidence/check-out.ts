/**
 * Puts a commit into a folder of its own, without touching the repository that it comes from: no worktree is registered
 * there, no ref or lock is written, no hook runs. Objects are read where they lie (gitrepository-layout,
 * objects/info/alternates), so it takes no longer than writing the files, and reaches commits that no branch holds.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UserError } from "../base/errors.ts";
import { askGit, runGit } from "./git.ts";

/** `into` does not exist yet. Returns the path of `from` inside its repository, "" at the root. */
export async function checkOut({
  from,
  commit,
  into,
  signal,
}: {
  /** A folder in the repository. */
  from: string;
  commit: string;
  into: string;
  signal: AbortSignal;
}): Promise<string> {
  const short = commit.slice(0, 10);
  const objects = await askGit(from, ["rev-parse", "--git-path", "objects"], signal);
  if (objects === undefined) {
    throw new UserError("no-repository", `${from} is in no git repository, so the commit ${short} cannot be found`, {
      fix: "give the clone that holds it: seaworthy verify <evidence> --in <folder>",
    });
  }
  if ((await askGit(from, ["cat-file", "-e", `${commit}^{commit}`], signal)) === undefined) {
    throw new UserError("unknown-commit", `the commit ${short} is not in the repository of ${from}`, {
      fix: "run `git fetch --all` there, or give another clone with --in <folder>",
    });
  }
  const format = (await askGit(from, ["rev-parse", "--show-object-format"], signal))?.trim() ?? "sha1";
  await mkdir(into, { recursive: true });
  const run = async (...args: string[]) => {
    const { status, stderr } = await runGit(into, args, signal);
    if (status === 0) return;
    const why = stderr.trim().split("\n").at(-1) ?? "";
    throw new UserError("cannot-check-out", `git could not check out the commit ${short}: ${why}`, {
      fix: `see whether \`git clone\` of that repository and \`git checkout ${short}\` work`,
    });
  };
  await run("init", "--quiet", "--template=", `--object-format=${format}`);
  await mkdir(join(into, ".git", "objects", "info"), { recursive: true });
  await writeFile(join(into, ".git", "objects", "info", "alternates"), `${resolve(from, objects.trimEnd())}\n`);
  await run("checkout", "--quiet", "--detach", commit);
  return ((await askGit(from, ["rev-parse", "--show-prefix"], signal)) ?? "").replace(/\/?\n$/, "");
}
