import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Verdict } from "../../contract/verdict.ts";
import type { Check } from "../../judge/check.ts";
import { exampleSurface } from "../../judge/check-examples.ts";
import type { Door } from "../door.ts";
import type { Report } from "../reporter.ts";
import { penFor } from "../terminal/pen.ts";
import type { RunRequest } from "./runner.ts";
import { Session } from "./session.ts";

const check = (id: string): Check => ({
  title: { passed: `${id} holds`, failed: `${id} broke` },
  severity: "major",
  skills: ["http"],
  references: [],
  why: `Why ${id} matters.`,
  hints: { look: "look", ask: "ask", concept: "concept", shape: "shape", example: "example" },
  scenarios: ["s"],
  judge: () => ({ verdict: "unclear", why: "" }),
  passes: [],
  breaks: [],
});
const checks = new Map(["first", "second"].map((id) => [id, check(id)]));
const passed = (id: string): Verdict => ({ check: id, verdict: "passed" });
const failed = (id: string): Verdict => ({
  check: id,
  verdict: "failed",
  failure: { headline: `${id} was wrong.`, expected: "right", seen: "wrong", entries: [] },
});

let folder: string;
let printed: string;
let requests: RunRequest[];
let session: Session;

function report(verdicts: Verdict[]): Report {
  return {
    recording: {
      ...{ format: "seaworthy-recording/1", judge: "0", seed: "k3q7", beganAt: "2026-01-01T00:00:00Z" },
      ...{ surface: exampleSurface, entries: [] },
    },
    ...{ verdicts, durationMs: 1200, checks, steps: [], subject: "api", called: "seaworthy", target: ["api"] },
    evidence: { subject: { url: null } } as Report["evidence"],
  };
}

function run(verdicts: Verdict[], kind: RunRequest["kind"] = "fast"): void {
  printed = "";
  session.ran({ type: "ended", request: { kind, setup: false }, report: report(verdicts) });
}

async function press(key: string): Promise<string> {
  printed = "";
  await session.key(key);
  return printed;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seaworthy-watch-"));
  [printed, requests] = ["", []];
  const stream = { isTTY: true, write: (text: string) => (printed += text) };
  const door = {
    ...{ stdout: stream, stderr: { ...stream, isTTY: false }, stdin: { isTTY: true }, environment: {} },
    ...{ signal: new AbortController().signal, called: "seaworthy", resolve: () => folder },
    pen: () => penFor({ colour: false, unicode: true, width: 80 }),
  } as unknown as Door;
  const runner = { start: (request: RunRequest) => requests.push(request), running: false, stop: async () => {} };
  session = new Session({ folder, only: undefined, runner, door });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("keys", () => {
  it("h opens one hint after the other, and begins again after a pass", async () => {
    run([failed("first")]);
    expect(await press("h")).toContain("Hint 1 of 5");
    expect(await press("h")).toContain("Hint 2 of 5");
    run([passed("first")]);
    await press("x");
    run([failed("first")]);
    expect(await press("h")).toContain("Hint 1 of 5");
  });

  it("n goes round what is red, and the other keys speak of it", async () => {
    run([failed("first"), failed("second")]);
    expect(printed).toContain("▸ first (1 of 2)");
    expect(await press("n")).toContain("▸ second (2 of 2)");
    expect(await press("w")).toContain("Why second matters.");
    expect(await press("e")).toContain("second was wrong.");
    expect(await press("n")).toContain("▸ first (1 of 2)");
  });

  it("r, enter and a run one, the fast ones and all", async () => {
    run([failed("first")]);
    for (const key of ["r", "enter", "a"]) await press(key);
    expect(requests).toEqual([
      { kind: "one", setup: false, only: ["first"] },
      { kind: "fast", setup: false },
      { kind: "full", setup: false },
    ]);
  });

  it("l lists everything that was judged, also by earlier runs", async () => {
    run([failed("first"), passed("second")]);
    run([failed("first")], "one");
    expect(await press("l")).toMatch(/✗ first broke\n {2}✓ second holds/);
  });

  it("v keeps the recording and a note, and says what to do with them", async () => {
    run([failed("first")]);
    expect(await press("v")).toContain(".seaworthy/disputes/first-k3q7.md");
    const place = join(folder, ".seaworthy", "disputes");
    expect((await readdir(place)).sort()).toEqual(["first-k3q7.json.gz", "first-k3q7.md"]);
    expect(await readFile(join(place, "first-k3q7.md"), "utf8")).toContain("> first was wrong.");
  });

  it("say so when nothing is red", async () => {
    run([passed("first")]);
    for (const key of ["h", "w", "e", "r", "n", "v"]) expect(await press(key)).toContain("nothing is red");
  });
});

describe("from red to green", () => {
  it("asks for one line, drafted already, and writes it on y only", async () => {
    run([failed("first")]);
    session.saved(["src/app.ts"], { setup: false });
    run([passed("first")]);
    expect(printed).toMatch(
      /first · bug: first was wrong\. · cause: expected right; seen\s+wrong\s+· fix: changed\s+src\/app\.ts/,
    );
    await press("y");
    const log = await readFile(join(folder, ".seaworthy", "log.md"), "utf8");
    expect(log).toMatch(/^# What broke[\s\S]+\n- \d{4}-\d\d-\d\d first · bug: first was wrong\./);

    run([failed("second")]);
    run([passed("second")]);
    expect(await press("n")).toContain("not written");
    expect(await readFile(join(folder, ".seaworthy", "log.md"), "utf8")).toBe(log);
  });
});
