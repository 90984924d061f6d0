/**
 * Real folders and real git.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readHistory } from "./history.ts";
import { readSourceFiles } from "./source-files.ts";

const signal = new AbortController().signal;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "seaworthy-source-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string | Uint8Array) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const git = (...args: string[]) =>
  execFileSync(
    "git",
    ["-c", "user.name=Ali", "-c", "user.email=ali@example.com", "-c", "commit.gpgsign=false", ...args],
    {
      cwd: folder,
      stdio: "ignore",
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"))),
    },
  );

it("reads what git keeps and would keep, and nothing that it ignores", async () => {
  git("init", "-q");
  write(".gitignore", ".env\n");
  write(".env", "ignored");
  write("src/main.js", "tracked");
  git("add", ".");
  git("commit", "-q", "-m", "one");
  write("src/new.js", "untracked");
  write("node_modules/x/index.js", "not ours");
  const { files, git: isGit } = await readSourceFiles(folder, signal);
  expect(isGit).toBe(true);
  expect(files.map(({ path, tracked }) => `${path} ${tracked}`).sort()).toEqual([
    ".gitignore true",
    "src/main.js true",
    "src/new.js false",
  ]);
});

it("reads the folder where there is no git, without what tools put there and what is no text", async () => {
  write("main.py", "print()");
  write(".venv/lib/x.py", "not ours");
  write("picture.png", new Uint8Array([137, 80, 0, 71]));
  const { files, git: isGit } = await readSourceFiles(folder, signal);
  expect(isGit).toBe(false);
  expect(files.map(({ path }) => path)).toEqual(["main.py"]);
});

it("has no history where there is no git", async () => {
  expect(await readHistory(folder, signal)).toBeUndefined();
});

it("finds in the history what was deleted later, with its commit, file and line", async () => {
  git("init", "-q");
  write("settings.js", "one\ntwo\n");
  git("add", ".");
  git("commit", "-q", "-m", "one");
  write("settings.js", "one\nleaked\n++ not a header\ntwo\n");
  git("commit", "-q", "-a", "-m", "two");
  write("settings.js", "one\ntwo\n");
  git("commit", "-q", "-a", "-m", "three");
  const history = await readHistory(folder, signal);
  expect(history?.commits).toBe(3);
  const leak = history?.added.find(({ text }) => text.includes("leaked"));
  expect(leak).toMatchObject({ path: "settings.js", firstLine: 2, text: "leaked\n++ not a header\n" });
  expect(leak?.commit).toMatch(/^[0-9a-f]{40}$/);
});

it("reads only its own part of a repository that is larger", async () => {
  git("init", "-q");
  write("other/secret.js", "elsewhere");
  write("mine/main.js", "here");
  git("add", ".");
  git("commit", "-q", "-m", "both");
  const { files } = await readSourceFiles(join(folder, "mine"), signal);
  const history = await readHistory(join(folder, "mine"), signal);
  expect(files.map(({ path }) => path)).toEqual(["main.js"]);
  expect(history?.added.map(({ path }) => path)).toEqual(["main.js"]);
});
