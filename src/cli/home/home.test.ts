import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, weekdays } from "../../contract/person.ts";
import { sessionSchema } from "../../contract/progress.ts";
import type { Door } from "../door.ts";
import { homeOf } from "./home-folder.ts";
import { keepFile, keepLine } from "./keep-file.ts";
import { keepAdvert, readKeptAdverts } from "./kept-adverts.ts";
import { keepEntry, readLog } from "./log-folder.ts";
import { keepPerson, keepPrivate, readPerson, readPrivate } from "./person-files.ts";
import { readLines } from "./read-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seaworthy-home-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const doorWith = (environment: NodeJS.ProcessEnv) =>
  ({ environment, resolve: (path: string) => join("/here", path) }) as Door;
const homeIn = (name: string) => homeOf(doorWith({ SEAWORTHY_HOME: name }), undefined);
/** A home of its own, below the test's folder. */
const newHome = (name: string) =>
  homeOf({ environment: {}, resolve: (path: string) => path } as Door, join(folder, name));
const base = {
  market: "uk",
  start: "2026-11-20",
  hoursByWeekday: { tuesday: 2, saturday: 4 } as Person["hoursByWeekday"],
};

describe("the folder", () => {
  it("is the one that is named, by option before environment", () => {
    expect(homeIn("mine").folder).toBe("/here/mine");
    expect(homeOf(doorWith({ SEAWORTHY_HOME: "mine" }), "other").folder).toBe("/here/other");
  });

  it("is else where the system keeps such data", () => {
    const of = (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform) =>
      homeOf(doorWith({ HOME: "/home/ada", ...environment }), undefined, platform).folder;
    expect(of({}, "linux")).toBe("/home/ada/.local/share/seaworthy");
    expect(of({ XDG_DATA_HOME: "/data" }, "linux")).toBe("/data/seaworthy");
    expect(of({ XDG_DATA_HOME: "relative" }, "linux")).toBe("/home/ada/.local/share/seaworthy");
    expect(of({}, "darwin")).toBe("/home/ada/Library/Application Support/seaworthy");
  });
});

describe("a file that is written", () => {
  it("is for its owner's eyes only", async () => {
    const home = newHome("modes");
    await keepPrivate(home, { reasons: ["pay"] });
    expect((await stat(home.folder)).mode & 0o777).toBe(0o700);
    expect((await stat(home.private)).mode & 0o777).toBe(0o600);
  });

  it("is the old one or the new one, whole, whenever the program is killed", async () => {
    const home = newHome("killed");
    await keepFile(home.person, "0\n");
    const child = spawn(process.execPath, [
      "--input-type=module",
      "-e",
      `import { keepFile } from ${JSON.stringify(join(import.meta.dirname, "keep-file.ts"))};
       for (let i = 1; ; i++) await keepFile(${JSON.stringify(home.person)}, (i + "\\n").repeat(20_000));`,
    ]);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    for (let i = 0; i < 200; i++) {
      const lines = new Set((await readFile(home.person, "utf8")).trimEnd().split("\n"));
      expect(lines.size).toBe(1);
      await wait(5);
    }
    child.kill("SIGKILL");
    await ended;
    const text = await readFile(home.person, "utf8");
    expect(new Set(text.trimEnd().split("\n")).size).toBe(1);
    expect(text.split("\n").length).toBeGreaterThan(20_000);
  });

  it("leaves nothing beside it when it cannot be written, and says what to do", async () => {
    const home = newHome("blocked");
    await mkdir(home.person, { recursive: true });
    await expect(keepFile(home.person, "x")).rejects.toMatchObject({
      code: "home-not-writable",
      fix: expect.stringContaining("--home"),
    });
    expect(await readdir(home.folder)).toEqual(["person.yaml"]);
  });

  it("may get lines from many at once, and a line that was cut short costs no other", async () => {
    const home = newHome("lines");
    const session = { date: "2026-11-20", minutes: 25, unit: "git" };
    await Promise.all(Array.from({ length: 30 }, () => keepLine(home.sessions, session)));
    await writeFile(home.sessions, `${await readFile(home.sessions, "utf8")}{"date":"2026-11-2`);
    await keepLine(home.sessions, { ...session, unit: "sql" });
    const read = await readLines(home.sessions, sessionSchema);
    expect(read).toHaveLength(31);
    expect(read.at(-1)).toMatchObject({ unit: "sql", kind: "build", done: false });
  });
});

describe("person.yaml and private.yaml", () => {
  const day = fc
    .date({ min: new Date("2020-01-01"), max: new Date("2035-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const word = fc.string({ unit: "grapheme", maxLength: 60 });
  const person = fc.record(
    {
      occupation: fc.option(fc.constantFrom("nurse", "teacher")),
      role: word,
      market: fc.constantFrom("uk", "us", "ie"),
      start: day,
      hoursByWeekday: fc
        .record(Object.fromEntries(weekdays.map((name) => [name, fc.integer({ min: 0, max: 24 }).map((n) => n / 4)])))
        .map((week) => ({ ...week, monday: 1 }) as unknown as Person["hoursByWeekday"]),
      skills: fc.dictionary(fc.stringMatching(/^[a-z]{3,9}$/), fc.constantFrom("none", "touched", "used", "daily")),
      examples: fc.dictionary(fc.stringMatching(/^[a-z]{3,9}$/), word),
      projects: fc.array(word, { maxLength: 3 }),
    },
    { requiredKeys: ["market", "start", "hoursByWeekday"] },
  );

  it("give back what was put in, whatever it is", async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(person, async (given) => {
        const home = newHome(`round-${n++}`);
        const kept = await keepPerson(home, given as Partial<Person>);
        expect(await readPerson(home)).toEqual(kept);
        expect(kept).toMatchObject(given);
        // Nothing changed: not a byte of the file is.
        const text = await readFile(home.person, "utf8");
        await keepPerson(home, {});
        expect(await readFile(home.person, "utf8")).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it("keep what was written by hand, comments too", async () => {
    const home = newHome("by-hand");
    await mkdir(home.folder);
    await writeFile(
      home.person,
      "# mine\nmarket: uk # for now\nstart: 2026-11-20\nhoursByWeekday:\n  saturday: 4 # mornings\npauses:\n  - { from: 2026-12-20, to: 2027-01-03, why: holidays }\n",
    );
    await keepPerson(home, { market: "us", role: "Ward nurse" });
    const text = await readFile(home.person, "utf8");
    for (const line of [
      "# mine",
      "market: us # for now",
      "saturday: 4 # mornings",
      "why: holidays",
      "role: Ward nurse",
    ])
      expect(text).toContain(line);
  });

  it("lie apart: nothing private is in the first", async () => {
    const home = newHome("apart");
    await keepPerson(home, base);
    await keepPrivate(home, { money: { level: "mid", presentPay: 38_123, savings: 9_001 }, reasons: ["variety"] });
    expect(await readFile(home.person, "utf8")).not.toMatch(/38123|9001|variety/);
    expect(await readPrivate(home)).toMatchObject({ money: { presentPay: 38_123 }, reasons: ["variety"] });
  });

  it.each([
    ["market: uk\nstart: 2026-11-20\nhoursByWeekday: { saturdya: 4 }\n", /line 3: .*saturdya.*did you mean `saturday`/],
    ["market: uk\nstart: yesterday\nhoursByWeekday: { saturday: 4 }\n", /line 2: `start`/],
    ["market: uk\nstart: 2026-11-20\nhoursByWeekday: { saturday: 0.5 }\n", /less than an hour a week/],
    ["market: [\n", /is not YAML/],
    ["just a text\n", /expected object/],
  ])("%j is told with its line and what to do", async (text, message) => {
    const home = newHome(`wrong-${Math.random()}`);
    await mkdir(home.folder);
    await writeFile(home.person, text);
    await expect(readPerson(home)).rejects.toMatchObject({
      code: "home-mistakes",
      message: expect.stringMatching(message),
      fix: expect.stringContaining("person.yaml"),
    });
    expect(await readFile(home.person, "utf8")).toBe(text);
  });
});

describe("adverts and log entries", () => {
  it("are read back as they were kept, whatever is in them", async () => {
    let n = 0;
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 }).map((some) => `x ${some}\n---\n## y\n`);
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.option(fc.string({ unit: "grapheme", minLength: 1 }), { nil: undefined }),
        async (words, source) => {
          const home = newHome(`adverts-${n++}`);
          const advert = { text: words, addedOn: "2026-11-20", ...(source !== undefined && { source }) };
          await keepAdvert(home, "abc", advert);
          expect(await readKeptAdverts(home)).toEqual([advert]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("entries of the same day and name stand side by side, the newest first", async () => {
    const home = newHome("log");
    const entry = {
      title: "Zwei Rechnungen: Größe?",
      tags: [],
      skills: [],
      evidence: [],
      draft: false,
      broke: "a\n\nb",
      why: "c",
      fixed: "",
    };
    await keepEntry(home, { ...entry, date: "2026-11-19" });
    await keepEntry(home, { ...entry, date: "2026-11-20" });
    await keepEntry(home, { ...entry, date: "2026-11-20", check: "deleted-stays-deleted" });
    expect((await readdir(home.log)).sort()).toEqual([
      "2026-11-19-zwei-rechnungen-grosse.md",
      "2026-11-20-zwei-rechnungen-grosse-2.md",
      "2026-11-20-zwei-rechnungen-grosse.md",
    ]);
    const log = await readLog(home);
    expect(log.map(({ date }) => date)).toEqual(["2026-11-20", "2026-11-20", "2026-11-19"]);
    expect(log[0]).toMatchObject({ title: entry.title, broke: "a\n\nb", why: "c", fixed: "…" });
  });
});
