/**
 * Every way to call it wrongly: one clear line, what to do, exit code 2, and nothing on stdout.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "./run-cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seaworthy-usage-"));
  await writeFile(join(folder, "not-json.json"), "{");
  await writeFile(join(folder, "other.json"), "{}");
  await mkdir(join(folder, "empty"));
  await mkdir(join(folder, "full"));
  await writeFile(join(folder, "full", "mine.txt"), "mine");
  await mkdir(join(folder, "misspelt"));
  await writeFile(join(folder, "misspelt", "seaworthy.yaml"), "project: crud\nstrat: npm start\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const wrong: [words: string[], message: RegExp, fix: RegExp][] = [
  [["choose", "langage"], /Allowed choices are language, framework/, /seaworthy choose --help/],
  [["choose", "--yes", "fnord"], /"fnord" is none of the questions/, /writes-javascript/],
  [["chekc"], /there is no command 'chekc'; did you mean check\?/, /seaworthy check/],
  [["fnord"], /there is no command 'fnord'$/, /seaworthy --help/],
  [["--jsn"], /unknown option '--jsn'/, /seaworthy --help/],
  [["check", "--jsno"], /unknown option '--jsno'; did you mean --json\?/, /seaworthy check --help/],
  [["check", "a", "b"], /too many arguments/, /seaworthy check --help/],
  [["check", "--seed"], /argument missing/, /seaworthy check --help/],
  [["check", "--json", "--reporter", "junit"], /cannot be used with/, /seaworthy check --help/],
  [["check", "--watch", "--from", "x"], /cannot be used with/, /seaworthy check --help/],
  [
    ["check", "--reporter", "junti"],
    /there is no reporter 'junti'; did you mean junit\?/,
    /github, html, json, junit, pretty/,
  ],
  [["check", "--only", "deleted-stay-deleted"], /did you mean deleted-stays-deleted\?/, /seaworthy checks/],
  [["check", "--only", ","], /names no check/, /seaworthy checks/],
  [["check", "--skip", "find-the-kne"], /no scenario 'find-the-kne'; did you mean find-the-knee\?/, /checks --json/],
  [["check", "--skip", "fnord"], /no scenario 'fnord'$/, /checks --json/],
  [["check", "--skip", "list-obeys-limit"], /is a check, and --skip/, /--skip page-through-lists/],
  [["check", "--skip", "find-the-knee", "--from", "x"], /cannot be used with/, /seaworthy check --help/],
  [["check", "empty"], /has no seaworthy.yaml/, /project: crud\n +start: npm start/],
  [["check", "missing"], /there is no folder/, /give the folder/],
  [["check", "misspelt"], /no `strat`; did you mean `start`\?/, /start: npm start/],
  [["check", "--url", "ftp://x", "--project", "crud"], /is not an http address/, /--url http:/],
  [["check", "--url", "localhost:1", "--project", "crdu"], /did you mean `crud`\?/, /crud/],
  [["check", "--from", "missing.json"], /missing.json does not exist/, /path/],
  [["check", "--from", "not-json.json"], /is not JSON/, /recording/],
  [["check", "--from", "other.json"], /not a recording/, /seaworthy-recording\/1/],
  [["explain"], /missing required argument 'check'/, /seaworthy explain --help/],
  [["explain", "deleted-stays-delete"], /did you mean deleted-stays-deleted\?/, /seaworthy checks/],
  [["explain", "deleted-stays-deleted", "--hint", "6"], /5 hints, 1 to 5/, /seaworthy explain --help/],
  [["checks", "--project", "crdu"], /did you mean `crud`\?/, /crud/],
  [["new", "crud"], /missing required argument 'folder'/, /seaworthy new --help/],
  [["new", "crud", "api"], /in which language/, /--stack typescript/],
  [["new", "crud", "api", "--stack", "pyhton"], /did you mean python\?/, /--stack python/],
  [["new", "crud", "full", "--stack", "python"], /is not empty/, /new folder/],
  [["new", "crud", "full/mine.txt", "--stack", "python"], /a file stands where/, /new folder/],
  [["new", "crud", "full/mine.txt/api", "--stack", "python"], /a file stands where/, /new folder/],
];

describe("a wrong call", () => {
  it.each(wrong)("%j", async (words, message, fix) => {
    const ran = await runCli(words, { cwd: folder });
    expect(ran.stderr).toMatch(/^error: /);
    const [error = "", ...rest] = ran.stderr.split("\nfix: ");
    expect(error).toMatch(message);
    expect(rest.join("\n")).toMatch(fix);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
  });

  it("leaves nothing behind", async () => {
    expect((await readdir(folder)).sort()).toEqual(["empty", "full", "misspelt", "not-json.json", "other.json"]);
    expect(await readdir(join(folder, "full"))).toEqual(["mine.txt"]);
  });
});

describe("help", () => {
  it("without a word shows what there is, and one next thing", async () => {
    const ran = await runCli([], { cwd: folder });
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toMatch(/ {4}check +judge the program/);
    expect(ran.stdout).toMatch(/Next: make a small backend[^\n]+\n +seaworthy new crud my-api --stack typescript/);
    expect((await runCli([], { cwd: join(folder, "misspelt") })).stdout).toMatch(
      /Next: judge[^\n]+\n +seaworthy check\n/,
    );
  });

  it.each([[["--help"]], [["check", "--help"]], [["--version"]]])("%j ends well", async (words) => {
    const ran = await runCli(words);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout.length).toBeGreaterThan(4);
  });

  it("is written for how it was called", async () => {
    const environment = { npm_lifecycle_event: "seaworthy", INIT_CWD: folder };
    const ran = await runCli(["check", "empty"], { environment, cwd: tmpdir() });
    // A folder is taken from where the person stands, not from where npm runs its scripts.
    expect(ran.stderr).toContain(`${folder}/empty has no seaworthy.yaml`);
    const help = await runCli(["check", "--help"], { environment });
    expect(help.stdout).toContain("npm run -s seaworthy -- check ../my-api --watch");
  });

  it("has colour only where it is asked for", async () => {
    expect((await runCli(["checks"])).stdout).not.toContain("\u001b");
    expect((await runCli(["checks"], { environment: { FORCE_COLOR: "1" } })).stdout).toContain("\u001b[3");
    expect((await runCli(["checks"], { environment: { NO_COLOR: "1" } })).stdout).not.toContain("\u001b");
  });

  it("speaks ASCII where the locale has nothing else", async () => {
    const ran = await runCli(["check", "--help"], { environment: { LC_ALL: "C", LANG: "C" } });
    expect(ran.stdout).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

describe("explain and checks", () => {
  it("explain shows the first rung, and how to get the next", async () => {
    const { stdout, code } = await runCli(["explain", "deleted-stays-deleted"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Why it matters[\s\S]+What fails[\s\S]+Hint 1 of 5/);
    expect(stdout).not.toContain("Hint 2 of 5");
    expect(stdout).toContain("seaworthy explain deleted-stays-deleted --hint 2");
  });

  it("explain --hint 5 shows that rung only, and no further one", async () => {
    const { stdout } = await runCli(["explain", "deleted-stays-deleted", "--hint", "5"]);
    expect(stdout).toMatch(/^\n {2}Hint 5 of 5/);
    expect(stdout).not.toContain("next hint");
  });

  it("checks --json lists every check with what others need", async () => {
    const list = JSON.parse((await runCli(["checks", "--json"])).stdout);
    expect(list.find(({ id }: { id: string }) => id === "deleted-stays-deleted")).toMatchObject({
      severity: "critical",
      skills: expect.arrayContaining(["http-methods"]),
      scenarios: expect.arrayContaining(["create-read-update-delete"]),
    });
  });

  it("a reader that goes away is no error", async () => {
    const ran = await runCli(["explain", "deleted-stays-deleted", "--all"], {
      during: (child) => child.stdout?.destroy(),
    });
    expect(ran).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("doctor", () => {
  it("tries out what a judgement needs", async () => {
    const ran = await runCli(["doctor", "--json"], { cwd: folder });
    const results = JSON.parse(ran.stdout) as { name: string; state: string }[];
    expect(results.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Node.js", "temporary files", "disk", "ports", "processes", "PostgreSQL", "git"]),
    );
    expect(ran.code).toBe(results.some(({ state }) => state === "missing") ? 2 : 0);
  });

  it("says what to do where something is missing", async () => {
    const ran = await runCli(["doctor"], { environment: { TMPDIR: join(folder, "nowhere") } });
    expect(ran.code).toBe(2);
    expect(ran.stdout).toMatch(/✗ temporary files +nothing can be written to \S+nowhere \(ENOENT\)\n +set TMPDIR/);
  });
});

describe("new", () => {
  it.each(["typescript", "javascript", "python"])("makes a starter in %s", async (stack) => {
    const ran = await runCli(["new", "crud", `Möwe ${stack}`, "--stack", stack], { cwd: folder });
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain(`seaworthy check 'Möwe ${stack}'`);
    const made = join(folder, `Möwe ${stack}`);
    const names = await readdir(made, { recursive: true });
    expect(names).toEqual(expect.arrayContaining([".gitignore", "seaworthy.yaml", "README.md"]));
    expect(names).not.toContain("gitignore");
    expect(await readFile(join(made, "README.md"), "utf8")).toMatch(new RegExp(`^# mowe-${stack}`));
    await rm(made, { recursive: true });
  });

  it("takes a folder that has nothing but its .git", async () => {
    await mkdir(join(folder, "cloned", ".git"), { recursive: true });
    const ran = await runCli(["new", "crud", "cloned", "--stack", "python"], { cwd: folder });
    expect(ran.code).toBe(0);
    expect(await readdir(join(folder, "cloned"))).toEqual(
      expect.arrayContaining([".git", ".gitignore", "seaworthy.yaml"]),
    );
    await rm(join(folder, "cloned"), { recursive: true });
  });
});
