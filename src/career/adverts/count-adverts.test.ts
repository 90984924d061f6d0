import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advertReportSchema } from "../../contract/advert.ts";
import { countAdverts } from "./count-adverts.ts";
import { findReposts } from "./find-reposts.ts";
import { newcombe, wilson } from "./interval.ts";
import { readAdvert } from "./read-advert.ts";

const catalog = {
  skills: new Map([
    ["sql", { title: "SQL", synonyms: ["sql"], ambiguous: [] }],
    ["docker", { title: "Docker", synonyms: ["docker"], ambiguous: [] }],
  ]),
};
const topics =
  "boats trains plants clocks maps lamps wool bread stones birds glass paper salt wind paint bells tents shoes kites drums".split(
    " ",
  );
const advert = (i: number, requirement: string, addedOn = "2026-03-01") =>
  readAdvert({
    text: `Backend developer for ${topics[i % topics.length]}\nWe sell ${topics[i % 7]} ${i} and ${topics[(i * 3 + 1) % 20]} to people in town ${i}\n\nRequirements\n- ${requirement}`,
    addedOn,
  });
const count = (adverts: ReturnType<typeof advert>[], today = "2026-03-31") => countAdverts(adverts, catalog, { today });

describe("intervals", () => {
  it("of 16 of 20 are 58 to 92%", () => {
    const { low, high } = wilson(16, 20);
    expect([low.toFixed(2), high.toFixed(2)]).toEqual(["0.58", "0.92"]);
  });

  it("stay within 0 and 1, hold the share, and get narrower with more adverts", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (hits, more) => {
        const of = hits + more || 1;
        const { low, high } = wilson(Math.min(hits, of), of);
        const share = Math.min(hits, of) / of;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low <= share && share <= high).toBe(true);
        const wider = wilson(Math.min(hits, of) * 4, of * 4);
        expect(wider.high - wider.low).toBeLessThanOrEqual(high - low);
      }),
    );
  });

  it("of a difference are Newcombe's", () => {
    // His own example (1998, table II a): 56/70 and 48/80 differ by 0.0524 to 0.3339.
    const { low, high } = newcombe({ hits: 48, of: 80 }, { hits: 56, of: 70 });
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.0524", "0.3339"]);
  });
});

describe("counting", () => {
  it("puts what 80% ask for on the line, with its margin and one sentence for each advert", () => {
    const report = count(Array.from({ length: 20 }, (_, i) => advert(i, i < 16 ? "SQL, and more SQL" : "patience")));
    expect(advertReportSchema.parse(report)).toEqual(report);
    expect(report).toMatchObject({ adverts: 20, enough: true, line: 0.8 });
    expect(report.skills[0]).toMatchObject({
      skill: "sql",
      named: 16,
      asked: 16,
      must: 16,
      share: 0.8,
      level: "must",
      settled: false,
    });
    expect(report.skills[0]?.quotes).toHaveLength(16);
    expect(report.skills[0]?.quotes[0]).toMatchObject({ as: "SQL", text: "SQL, and more SQL", necessity: "must" });
  });

  it("calls likely what may still cross the line, and nice what cannot", () => {
    const report = count(
      Array.from({ length: 20 }, (_, i) => advert(i, `${i < 13 ? "SQL" : ""} patience ${i < 5 ? "Docker" : ""}`)),
    );
    expect(report.skills.map(({ skill, level, settled }) => [skill, level, settled])).toEqual([
      ["sql", "likely", false],
      ["docker", "nice", true],
    ]);
  });

  it("never makes a must of what all call nice to have", () => {
    const report = count(Array.from({ length: 20 }, (_, i) => advert(i, "Docker is a plus")));
    expect(report.skills[0]).toMatchObject({ skill: "docker", named: 20, asked: 0, level: "nice" });
  });

  it("counts what the catalog does not teach, and says so", () => {
    expect(count([advert(1, "COBOL and no SQL")]).skills).toMatchObject([
      { skill: "cobol", title: "COBOL", inCatalog: false },
    ]);
  });

  it("gives the same report whatever the order of the adverts, and for none at all", () => {
    const adverts = Array.from({ length: 9 }, (_, i) =>
      advert(i, i % 2 ? "SQL" : "Docker and Java", `2026-0${1 + (i % 3)}-11`),
    );
    expect(count([...adverts].reverse())).toEqual(count(adverts));
    expect(count([])).toMatchObject({ adverts: 0, enough: false, skills: [] });
  });

  it("ends for any set of adverts, with shares between 0 and 1", () => {
    const text = fc.array(
      fc.constantFrom("SQL", "Docker", "no", "Requirements:", "\n-", "Java", "is a plus", "£40k", "years", "."),
      { maxLength: 40 },
    );
    const kept = fc.record({ words: text, day: fc.integer({ min: 1, max: 28 }) });
    fc.assert(
      fc.property(fc.array(kept, { maxLength: 30 }), (all) => {
        const adverts = all.map(({ words, day }) =>
          readAdvert({ text: `advert ${words.join(" ")}`, addedOn: `2026-02-${String(day).padStart(2, "0")}` }),
        );
        const report = advertReportSchema.parse(count(adverts, "2026-03-14"));
        expect(report.adverts + report.reposts.length).toBeLessThanOrEqual(adverts.length);
        for (const { asked, named } of report.skills) expect(asked <= named && named <= report.adverts).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what changed since last month", () => {
  it("is absent while there is nothing to compare with", () => {
    expect(count([advert(1, "SQL")]).change).toBeUndefined();
  });

  it("says of each skill how sure the change is, and which levels moved", () => {
    const older = Array.from({ length: 12 }, (_, i) => advert(i, i < 2 ? "SQL" : "patience", "2026-01-15"));
    const newer = Array.from({ length: 12 }, (_, i) => advert(i + 12, i < 11 ? "SQL" : "Docker", "2026-03-15"));
    const { change } = count([...older, ...newer], "2026-03-31");
    expect(change?.since).toBe("2026-02-28");
    expect(change?.skills[0]).toMatchObject({
      skill: "sql",
      before: { asked: 2, of: 12 },
      after: { asked: 11, of: 12 },
      sure: true,
    });
    expect(change?.skills[1]).toMatchObject({ skill: "docker", sure: false });
    expect(change?.levels).toEqual([]);
  });
});

describe("reposts", () => {
  const about =
    "We make software for harbours. Ships come in, ships go out, and somebody has to know which berth is free, who pays for it, and when the tide turns. Our twelve engineers sit by the water in Leith and the kettle is always on. We were founded by two pilots who were tired of paper.";
  const post = (text: string, addedOn: string) => readAdvert({ text, addedOn });
  const duties =
    "You will build the booking service, talk to harbour masters, write tests for what you change, answer for it when it runs, and teach the next person who joins us what you have learnt about tides and tariffs. Requirements: Python, SQL, two years of experience, and a liking for clear words and calm reviews.";

  it("count once, and the first one stands", () => {
    const first = post(`Backend developer\n${about}\n${duties}`, "2026-01-05");
    const again = post(
      `NEW! Backend developer - Leith\nPosted 2 days ago\n${about}\n${duties}\nApply now`,
      "2026-02-05",
    );
    const report = count([again, first], "2026-02-10");
    expect(report).toMatchObject({ adverts: 1, reposts: [{ advert: again.id, of: first.id, addedOn: "2026-02-05" }] });
  });

  it("are not two jobs of one firm that tells its story in both", () => {
    const backend = post(`Backend developer\n${about}\n${duties}`, "2026-01-05");
    const data = post(
      `Data analyst\n${about}\nYou will count ships, draw charts for the port authority, find out why Tuesdays are slow, and tell the board in words that it understands. Requirements: Excel, SQL, an eye for errors, and the patience to ask a harbour master for the third time what the column means.`,
      "2026-01-06",
    );
    expect(findReposts([backend, data]).size).toBe(0);
  });
});
