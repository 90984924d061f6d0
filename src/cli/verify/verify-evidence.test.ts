import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newestEvidence } from "../../evidence/read-evidence.ts";

// Each judges two or three times; 2 s a time on a quiet machine, and ten times that on a busy one.
vi.setConfig({ testTimeout: 120_000 });

let repository: string;
let program: string;
let temporary: string;

beforeEach(() => {
  repository = realpathSync(mkdtempSync(join(tmpdir(), "seaworthy-verify-test-")));
  program = join(repository, "apis", "small");
  temporary = join(repository, ".git", "temporary");
  mkdirSync(program, { recursive: true });
  git("init", "--quiet");
  mkdirSync(temporary);
  write("seaworthy.yaml", "project: crud\nstart: node main.js\n");
  write("main.js", serves);
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

const serves = 'require("http").createServer((_, answer) => answer.end("{}")).listen(process.env.PORT);\n';

function write(name: string, content: string): void {
  writeFileSync(join(program, name), content);
}

function git(...args: string[]): string {
  const names = ["-c", "user.name=A Learner", "-c", "user.email=learner@example.org"];
  return execFileSync("git", [...names, ...args], { cwd: repository, encoding: "utf8" }).trim();
}

function commit(): string {
  git("add", "--all");
  git("commit", "--quiet", "--message", "Work");
  return git("rev-parse", "HEAD");
}

function start(...args: string[]): ChildProcess {
  // Databases may lie in memory; everything else that is made for a while is made here, where it is seen.
  const environment = {
    ...process.env,
    TMPDIR: temporary,
    NODE_DISABLE_COMPILE_CACHE: "1",
    NO_COLOR: "1",
    COLUMNS: "100",
    LANG: "C.UTF-8",
  };
  return spawn(process.execPath, [join(import.meta.dirname, "..", "main.ts"), ...args], {
    cwd: repository,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function seaworthy(...args: string[]) {
  const child = start(...args);
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}

const check = async () => {
  expect(await seaworthy("check", program, "--only", "program-starts-and-answers")).toMatchObject({ code: 0 });
  return (await newestEvidence(program)) as string;
};
const nothingTemporary = () => expect(readdirSync(temporary)).toEqual([]);

test("evidence of a committed program in a subfolder is confirmed, and nothing is left behind", async () => {
  commit();
  const evidence = await check();
  commit();
  write("main.js", "process.exit(3)");
  const before = { status: git("status", "--porcelain"), files: readdirSync(join(repository, ".git")).sort() };
  const { code, stdout } = await seaworthy("verify", evidence);
  expect(stdout).toMatch(/✓ confirmed +1 of 1/);
  expect(code).toBe(0);
  expect({ status: git("status", "--porcelain"), files: readdirSync(join(repository, ".git")).sort() }).toEqual(before);
  nothingTemporary();
});

test("what only a production run looks at is looked at again, too", async () => {
  commit();
  const only = "program-starts-and-answers,slow-requests-starve-nobody";
  await seaworthy("check", program, "--only", only);
  const { stdout } = await seaworthy("verify", program, "--json");
  const { claims, others } = JSON.parse(stdout);
  expect(claims).toMatchObject([{ check: "program-starts-and-answers", outcome: "confirmed" }]);
  expect(others).toEqual([{ check: "slow-requests-starve-nobody", was: "unclear", now: "unclear" }]);
});

test("a claim that a second run cannot show differs, by name and with what was seen", async () => {
  const good = commit();
  const evidence = await check();
  write("main.js", "console.error('no luck'); process.exit(3)");
  const broken = commit();
  writeFileSync(evidence, readFileSync(evidence, "utf8").replace(good, broken));
  const pretty = await seaworthy("verify", program);
  expect(pretty.stdout).toMatch(/✗ differs +1 of 1/);
  expect(pretty.stdout).toContain("--only program-starts-and-answers");
  expect(pretty.stdout).toContain("The files at that commit are not quite those that were judged");
  expect(pretty.code).toBe(1);
  const json = await seaworthy("verify", program, "--json", "--seed", "k3q7");
  expect(JSON.parse(json.stdout)).toMatchObject({
    format: "seaworthy-verification/1",
    result: "differs",
    commit: broken,
    sameFiles: false,
    seed: "k3q7",
    claims: [{ check: "program-starts-and-answers", outcome: "differs", now: "failed" }],
  });
  expect(json.code).toBe(1);
  nothingTemporary();
});

test("what was never committed is verified in place as long as it is the same, and refused afterwards", async () => {
  const evidence = await check();
  const same = await seaworthy("verify", evidence);
  expect(same.stdout).toContain("What was judged was never committed");
  expect(same.code).toBe(0);
  write("main.js", `${serves}// changed\n`);
  const changed = await seaworthy("verify", evidence);
  expect(changed.stderr).toContain("never committed, and the files in");
  expect(changed).toMatchObject({ code: 2, stdout: "" });
  nothingTemporary();
});

test("a program that a fresh checkout cannot set up cannot be verified", async () => {
  write("seaworthy.yaml", "project: crud\nsetup: test -e installed\nstart: node main.js\n");
  writeFileSync(join(repository, ".gitignore"), "installed\n");
  write("installed", "");
  const { code, stderr } = await verifyClaim({});
  expect(stderr).toContain("cannot be set up");
  expect(code).toBe(2);
  nothingTemporary();
});

test.each([
  ["a commit that is not there", { subject: { commit: "0".repeat(40) } }, "not in the repository"],
  ["a program that was judged by its address", { subject: { start: null } }, "how the program is started"],
  ["another contract", { project: null }, "is held to Expenses"],
  [
    "a check that nobody knows",
    { verdicts: [{ check: "is-nice", verdict: "passed" }] },
    "no verdict that this version",
  ],
  ["a later format", { format: "seaworthy-evidence/7" }, "evidence/7"],
])("%s is said, with status 2", async (_, change, message) => {
  const { code, stderr } = await verifyClaim(change);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^fix: .+/m);
  expect(code).toBe(2);
  nothingTemporary();
});

test("an interrupted verification ends with 130 and leaves nothing behind", async () => {
  write("seaworthy.yaml", "project: crud\nsetup: sleep 60\nstart: node main.js\n");
  const child = start("verify", writeClaim({}), "--in", program);
  let stderr = "";
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  while (child.exitCode === null && !readdirSync(temporary).some((name) => name.includes("verify"))) await pause(20);
  await pause(300);
  child.kill("SIGINT");
  expect({ code: await ended, stderr }).toEqual({ code: 130, stderr: "" });
  nothingTemporary();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Change {
  subject?: object;
  [member: string]: unknown;
}

const verifyClaim = (change: Change) => seaworthy("verify", writeClaim(change), "--in", program);

/** Evidence that no run has written, about the program as it is now, which is committed. */
function writeClaim({ subject, ...change }: Change): string {
  const path = join(repository, "claim.json");
  const committed = { commit: commit(), dirty: false, tree: null, folder: "apis/small" };
  const claim = {
    format: "seaworthy-evidence/1",
    project: "crud",
    contract: { title: "Expenses", version: "1.0.0" },
    judge: "0.1.0",
    seed: "k3q7",
    beganAt: "2026-01-02T03:04:05Z",
    durationMs: 1,
    subject: { ...committed, language: null, start: "node main.js", url: null, ...subject },
    machine: { os: "linux", cores: 2, memoryBytes: 1 },
    scope: "full",
    verdicts: [{ check: "program-starts-and-answers", verdict: "passed" }],
    recording: "0",
    help: [],
    ...change,
  };
  writeFileSync(path, JSON.stringify(claim));
  return path;
}
