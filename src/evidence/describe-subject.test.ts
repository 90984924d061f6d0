import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeSubject, settleDescription } from "./describe-subject.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "seaworthy-describe-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

function git(...args: string[]): string {
  const names = ["-c", "user.name=A Learner", "-c", "user.email=learner@example.org"];
  return execFileSync("git", [...names, ...args], { cwd: folder, encoding: "utf8" }).trim();
}

function commitAll(): string {
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "All");
  return git("rev-parse", "HEAD");
}

const describe = (at = folder, start = "node main.js") =>
  describeSubject({ kind: "folder", folder: at, start, env: {} });

test("a committed program is described by its commit, clean, with its tree and language", async () => {
  write("main.js", "1");
  const commit = commitAll();
  expect(await describe()).toEqual({
    commit,
    dirty: false,
    tree: expect.stringMatching(/^[0-9a-f]{64}$/),
    language: "JavaScript",
    start: "node main.js",
    url: null,
    folder: "",
  });
});

test("a changed, an added and a deleted file each make it dirty and change its tree", async () => {
  write("main.js", "1");
  write("other.js", "2");
  commitAll();
  const trees = [(await describe()).tree];
  for (const change of [
    () => write("main.js", "changed"),
    () => write("added.js", "3"),
    () => rmSync(join(folder, "other.js")),
  ]) {
    change();
    const { dirty, tree } = await describe();
    expect(dirty).toBe(true);
    trees.push(tree);
  }
  expect(new Set(trees).size).toBe(4);
});

test("what git ignores, what tools leave and our own evidence change nothing", async () => {
  write("main.js", "1");
  write(".gitignore", "*.log\n");
  commitAll();
  const before = await describe();
  write("app.log", "a line");
  write("node_modules/left-pad/index.js", "1");
  write("lib/__pycache__/app.cpython-314.pyc", "1");
  write(".seaworthy/evidence/one.json", "{}");
  write("api/.seaworthy/evidence/one.json", "{}");
  expect(await describe()).toEqual(before);
});

test("a program in a subfolder is described by itself, whatever else is unfinished in its repository", async () => {
  write("apis/expenses/main.py", "1");
  write("notes.md", "1");
  const commit = commitAll();
  const before = await describe(join(folder, "apis/expenses"), "python3 -m app");
  write("notes.md", "2");
  write("apis/other/main.py", "2");
  expect(await describe(join(folder, "apis/expenses"), "python3 -m app")).toEqual(before);
  expect(before).toMatchObject({ commit, dirty: false, folder: "apis/expenses", language: "Python" });
});

test("the same files have the same tree, committed or not, wherever they lie", async () => {
  write("a/main.js", "1");
  write("b/main.js", "1");
  const [alone, beside] = [await describe(join(folder, "a")), await describe(join(folder, "b"))];
  expect(alone).toMatchObject({ commit: null, dirty: false, tree: beside.tree });
  expect(alone).not.toHaveProperty("folder");
  commitAll();
  expect((await describe(join(folder, "a"))).tree).toBe(alone.tree);
});

test("content cannot pass for a name", async () => {
  write("a/one", "two");
  write("b/onetwo", "");
  expect((await describe(join(folder, "a"))).tree).not.toBe((await describe(join(folder, "b"))).tree);
});

test("a folder that its repository ignores stands alone", async () => {
  write(".gitignore", "scratch/\n");
  commitAll();
  write("scratch/main.js", "1");
  expect(await describe(join(folder, "scratch"))).toMatchObject({ commit: null, dirty: false });
});

test("a repository without a commit is dirty, and links are not followed", async () => {
  write("main.js", "1");
  symlinkSync("/", join(folder, "everything"));
  git("init", "--quiet");
  const described = await describe();
  expect(described).toMatchObject({ commit: null, dirty: true });
  expect(described.tree).not.toBeNull();
});

test("a git hook's environment does not lead astray", async () => {
  write("main.js", "1");
  const commit = commitAll();
  process.env.GIT_DIR = "/nonexistent";
  try {
    expect((await describe()).commit).toBe(commit);
  } finally {
    delete process.env.GIT_DIR;
  }
});

test("of a program that is judged by its address only the address is known, without what logs in there", async () => {
  const described = await describeSubject({ kind: "address", url: "http://ali:secret@localhost:3000", folder });
  expect(described).toEqual({
    commit: null,
    dirty: false,
    tree: null,
    language: null,
    start: null,
    url: "http://localhost:3000/",
  });
});

test("files that change during the run leave no tree to name", async () => {
  write("main.js", "1");
  commitAll();
  const before = await describe();
  expect(settleDescription(before, await describe())).toEqual(before);
  write("main.js", "2");
  expect(settleDescription(before, await describe())).toMatchObject({ dirty: true, tree: null });
});
