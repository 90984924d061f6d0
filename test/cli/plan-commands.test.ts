/**
 * The commands of the plan as a person calls them, on real content: what is kept, what is shown, and what a slip is told.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { guideSchema } from "../../src/contract/guide.ts";
import { planSchema } from "../../src/contract/plan.ts";
import { runCli } from "./run-cli.ts";

// Up to six programs one after another: a second each on a quiet machine, ten on one that measures beside.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let home: string;
const today = ["--today", "2026-11-20"];
const run = (...words: string[]) => runCli(words, { cwd: folder, environment: { SEAWORTHY_HOME: home } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seaworthy-plan-"));
  home = join(folder, "home");
  await writeFile(
    join(folder, "advert.txt"),
    "Junior Backend Developer\n\nRequirements\n- You must know SQL and Docker.\n- Git every day.\n",
  );
  await writeFile(
    join(folder, "page.html"),
    "<html><body><h1>Junior Backend Developer</h1><h2>Requirements</h2><ul><li>You must know SQL and Docker.</li><li>Git every day.</li></ul></body></html>",
  );
  await writeFile(
    join(folder, "log.md"),
    "- 2026-11-18 deleted-stays-deleted · bug: It came back · cause: no where · fix: changed store.js\n",
  );
  const made = await run(
    "init",
    "--occupation",
    "staff nurse",
    "--hours",
    "8",
    "--country",
    "the UK",
    "--pay",
    "38123",
    "--savings",
    "9001",
    "--reasons",
    "pay,variety",
    ...today,
  );
  expect(made).toMatchObject({ code: 0, stderr: "" });
  expect(made.stdout).toMatch(/Nurse → backend developer {2}United Kingdom · 8 h a week · from 20 Nov 2026/);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("init", () => {
  it("keeps three answers, without a name, and the private ones apart", async () => {
    const text = await readFile(join(home, "person.yaml"), "utf8");
    expect(parse(text)).toMatchObject({ occupation: "nurse", market: "uk", start: "2026-11-20" });
    expect(text).not.toMatch(/38123|9001|variety/);
    expect(parse(await readFile(join(home, "private.yaml"), "utf8"))).toMatchObject({
      money: { presentPay: 38_123, savings: 9_001 },
      reasons: ["pay", "variety"],
    });
    expect((await stat(home)).mode & 0o777).toBe(0o700);
  });

  it("changes what is said and nothing else, and prints nothing private", async () => {
    const other = join(folder, "changed");
    const words = ["--home", other, ...today];
    await run("init", "--occupation", "nurse", "--hours", "8", "--country", "uk", "--pay", "38123", ...words);
    const ran = await run("init", "--hours", "sat=5", "--json", ...words);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      home: other,
      person: { occupation: "nurse", hoursByWeekday: { saturday: 5, tuesday: 0 } },
    });
    expect(ran.stdout).not.toContain("38123");
  });
});

describe("plan", () => {
  it("is the same plan as data, without what is private unless it is asked for", async () => {
    const shared = await run("plan", "--json", ...today);
    const plan = planSchema.parse(JSON.parse(shared.stdout));
    expect(plan).toMatchObject({ occupation: "nurse", hoursAWeek: 8 });
    expect(plan.private).toBeUndefined();
    expect(shared.stdout).not.toMatch(/38123|9001|variety/);
    const all = planSchema.parse(
      JSON.parse((await run("plan", "--json", "--money", "--hours", "12", ...today)).stdout),
    );
    expect(all.private?.money?.present).toMatchObject({ pay: 38_123, from: "own" });
    expect(all.hoursAWeek).toBe(12);
    expect(all.forecast.ready.middle < plan.forecast.ready.middle).toBe(true);
    // Asking what twelve hours would do changes nothing.
    expect((await run("plan", "--json", ...today)).stdout).toBe(shared.stdout);
  });

  it("goes into a calendar, and onto paper, without pay", async () => {
    const kept = await run("plan", "--ics", "plan.ics", ...today);
    expect(kept.stdout).toMatch(/plan\.ics · \d+ milestones, the next session on 21 Nov 2026/);
    const calendar = await readFile(join(folder, "plan.ics"), "utf8");
    expect(calendar).toBe((await run("plan", "--ics", ...today)).stdout);
    const markdown = (await run("plan", "--markdown", ...today)).stdout;
    expect(markdown).toMatch(/^# From nurse to backend developer\n/);
    for (const text of [calendar, markdown]) expect(text).not.toMatch(/38[ ,]?123|£/);
  });

  it("says today's one thing, in the time there is", async () => {
    const short = JSON.parse((await run("today", "--minutes", "25", "--json", ...today)).stdout);
    expect(short).toMatchObject({ minutes: 25, title: expect.any(String), why: expect.any(String) });
    const evening = await run("today", "--minutes", "2h", ...today);
    expect(evening.stdout).toMatch(/ {2}2 h\n/);
    expect(evening.stdout.split("\n").filter((line) => /^ {2}\S/.test(line) && !/seaworthy/.test(line))).toHaveLength(
      2,
    );
  });
});

describe("what was done", () => {
  it("shortens the plan, and is the person's own word", async () => {
    const other = join(folder, "done");
    const words = ["--home", other, ...today];
    await run("init", "--occupation", "none", "--hours", "10", "--country", "ie", ...words);
    const before = planSchema.parse(JSON.parse((await run("plan", "--json", ...words)).stdout));
    await run("log", "session", "2h", "git", "--done", ...words);
    await run("log", "talk", "--note", "with somebody", ...words);
    const said = await run("skills", "sql", "--level", "used", ...words);
    expect(said.stdout).toContain("claimed: by your own word, used");
    const after = planSchema.parse(JSON.parse((await run("plan", "--json", ...words)).stdout));
    expect(after.totals.hours).toBeLessThan(before.totals.hours);
    expect(after.gaps.find(({ skill }) => skill === "git")?.holding).toBe("shown");
    expect(after.months[0]?.conversations.actual).toBe(1);
    expect((await run("log", "week", ...words)).stdout).toMatch(/16 Nov 2026 +5 +2 /);
  });

  it("is a file an entry in the learning log", async () => {
    const added = await run(
      "log",
      "add",
      "--bug",
      "Two invoices",
      "--cause",
      "no key",
      "--fix",
      "a constraint",
      "--tags",
      "sql",
      ...today,
    );
    expect(added.stdout).toMatch(/✓ kept: in .*2026-11-20-two-invoices\.md\n/);
    await run("log", "import", "log.md", ...today);
    expect((await readdir(join(home, "log"))).sort()).toEqual([
      "2026-11-18-it-came-back.md",
      "2026-11-20-two-invoices.md",
    ]);
    expect(JSON.parse((await run("log", "--json")).stdout)).toMatchObject([
      { title: "Two invoices", why: "no key", tags: ["sql"] },
      { title: "It came back", check: "deleted-stays-deleted", draft: true },
    ]);
  });
});

describe("adverts", () => {
  it("are kept once, whatever they came as, and counted", async () => {
    const added = await run("adverts", "add", "advert.txt", "page.html", "--source", "LinkedIn", "--json", ...today);
    expect(JSON.parse(added.stdout)).toMatchObject([
      { title: "Junior Backend Developer", known: false },
      { known: true },
    ]);
    expect(await readdir(join(home, "adverts"))).toHaveLength(1);
    const report = JSON.parse((await run("adverts", "report", "--json", ...today)).stdout);
    expect(report.adverts).toBe(1);
    expect(report.skills.map(({ skill }: { skill: string }) => skill)).toEqual(
      expect.arrayContaining(["docker", "sql", "git"]),
    );
  });
});

describe("guide", () => {
  it("needs no plan", async () => {
    const ran = await run(
      "guide",
      "front-end dev",
      "--country",
      "us",
      "--json",
      "--home",
      join(folder, "nobody"),
      ...today,
    );
    const guide = guideSchema.parse(JSON.parse(ran.stdout));
    expect(guide).toMatchObject({ occupation: { id: "frontend-developer" }, market: { id: "us" } });
    expect(guide.sections).toHaveLength(14);
  });
});

const wrong: [words: string[], message: RegExp, fix: RegExp][] = [
  [["init", "--home", "nobody"], /nobody can be asked/, /init --occupation nurse --hours 8 --country uk/],
  [["init", "--occupation", "manager"], /could be .+ or /, /--occupation \w/],
  [["init", "--hours", "200"], /more than anybody/, /1 to 60/],
  [["init", "--country", "Atlantis"], /no country/, /two letters/],
  [["init", "--reasons", "fame"], /none of the reasons/, /progression/],
  [["init", "--language", "klingon"], /none of the languages/, /python/],
  [["init", "--start", "2026-02-30"], /2027-03-01/, /init --help/],
  [["init", "--pay", "a lot"], /like 38000/, /init --help/],
  [["plan", "--home", "nobody"], /no plan in .*nobody yet/, /init/],
  [["today", "--minutes", "0"], /up to 14h/, /today --help/],
  [["guide", "xqzt"], /near none/, /nearest/],
  [["guide", "nurse", "--section", "pya"], /did you mean pay/, /can-you-move/],
  [["skills", "transactons"], /did you mean transactions/, /skills transactions/],
  [["skills", "communication", "--level", "used"], /has no level/, /--example/],
  [["log", "fnord"], /knows no `fnord`/, /session/],
  [["log", "session", "25", "htpt-methods"], /did you mean http-methods/, /skills/],
  [["log", "add"], /nobody can be asked/, /--bug/],
  [["adverts", "add"], /no advert/, /advert\.txt/],
  [["adverts", "add", "https://example.org/job"], /cannot be read/, /save the page/],
  [["plan", "--home", "broken"], /person\.yaml, line 2: .*did you mean `start`/, /correct .*person\.yaml/],
];

describe("a slip", () => {
  beforeAll(async () => {
    await mkdir(join(folder, "broken"));
    await writeFile(
      join(folder, "broken", "person.yaml"),
      "market: uk\nstrat: 2026-11-20\nhoursByWeekday: { saturday: 4 }\n",
    );
  });

  it.each(wrong)("%j is told in one line, with a fix", async (words, message, fix) => {
    const ran = await run(...words);
    expect(ran.stderr).toMatch(/^error: /);
    const [error = "", ...rest] = ran.stderr.split("\nfix: ");
    expect(error).toMatch(message);
    expect(rest.join("\n")).toMatch(fix);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
  });
});
