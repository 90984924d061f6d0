import { beforeAll, describe, expect, test } from "vitest";
import type { Catalog } from "../../catalog/catalog.ts";
import { readCatalog } from "../../catalog/read-catalog.ts";
import { type Guide, type GuideBlock, guideSchema, guideSectionIds } from "../../contract/guide.ts";
import { type Person, personSchema } from "../../contract/person.ts";
import { guideMarkdown } from "./guide-markdown.ts";
import { writeGuide } from "./write-guide.ts";

let catalog: Catalog;
/** Each occupation, in each market that has figures. */
let guides: Guide[];
beforeAll(async () => {
  catalog = await readCatalog();
  guides = [...catalog.occupations.keys()].flatMap((occupation) =>
    [...catalog.pay.keys()].map((market) => writeGuide({ catalog, occupation, person: personIn(market), today })),
  );
  // A hundred guides, each with a forecast: two seconds, and ten on a machine that is busy.
}, 60_000);

const today = "2025-11-20";

function personIn(market: string): Person {
  return personSchema.parse({ market, start: today, hoursByWeekday: { tuesday: 2, thursday: 2, saturday: 6 } });
}

function textsOf(blocks: readonly GuideBlock[]): string[] {
  return blocks.flatMap((block) =>
    block.kind === "text" ? [block.markdown] : block.kind === "part" ? textsOf(block.blocks) : [],
  );
}

function sectionOf(guide: Guide, id: (typeof guideSectionIds)[number]) {
  const section = guide.sections.find((one) => one.id === id);
  if (!section) throw new Error(`no section ${id}`);
  return { ...section, text: textsOf(section.blocks).join("\n") };
}

describe("for every occupation", () => {
  test("the guide has its fourteen sections, and none is empty", () => {
    for (const guide of guides) {
      expect(guideSchema.safeParse(guide).error, guide.occupation.id).toBeUndefined();
      expect(guide.sections.map(({ id }) => id)).toEqual([...guideSectionIds]);
      for (const { id, blocks } of guide.sections)
        for (const block of blocks) {
          const where = `${guide.occupation.id}, ${id}`;
          if ("rows" in block) expect(block.rows.length, where).toBeGreaterThan(0);
          for (const text of textsOf([block])) expect(text.trim(), where).not.toBe("");
        }
    }
  });

  test("no value is left unfilled, and nothing reads like a program", () => {
    for (const guide of guides) {
      const markdown = guideMarkdown(guide);
      const slips =
        markdown.match(
          /.{0,40}(\{\{|\}\}|undefined|NaN (?:to|hours|weeks|%)|\[object|\b[Aa]n? an?\b| [,.;] |,,|\.\. |\b(\w+) \2\b).{0,20}/g,
        ) ?? [];
      expect(
        slips.filter((slip) => !/\b(had had|that that)\b/.test(slip)),
        guide.occupation.id,
      ).toEqual([]);
    }
  });

  test("the same sentence is not told twice", () => {
    for (const guide of guides) {
      const sentences = guide.sections
        .flatMap(({ blocks }) => textsOf(blocks))
        .flatMap((text) => text.split(/(?<=[.?:])\s+|\n+/))
        .filter((sentence) => sentence.length > 40);
      const twice = sentences.filter((sentence, i) => sentences.indexOf(sentence) < i);
      expect(twice, guide.occupation.id).toEqual([]);
    }
  });

  test("no figure of pay or of the market stands without a source", () => {
    for (const guide of guides) {
      const known = new Set(guide.sources.map(({ id }) => id));
      for (const { id, blocks, sources } of guide.sections) {
        const where = `${guide.occupation.id}, ${id}`;
        for (const source of sources) expect(known.has(source), `${where}: ${source}`).toBe(true);
        if (/[£$€]\s?\d|\d ?%/.test(textsOf(blocks).join(" "))) expect(sources.length, where).toBeGreaterThan(0);
        for (const block of blocks)
          if (block.kind === "pay") for (const row of block.rows) expect(sources, where).toContain(row.source);
      }
    }
  });

  test("what is counted at the head is counted from the data", () => {
    for (const guide of guides) {
      const occupation = catalog.occupations.get(guide.occupation.id);
      const transfers = guide.facts.find(({ id }) => id === "transfers");
      expect(transfers?.value, guide.occupation.id).toContain(`${occupation?.competencies.length} competencies`);
      expect(guide.facts.find(({ id }) => id === "steps")?.value).toBe("7");
    }
  });
});

describe("on pay", () => {
  test("two sources that contradict one another stand side by side, and the lower is planned on", () => {
    const section = sectionOf(writeGuide({ catalog, occupation: "nurse", today }), "pay");
    const pay = section.blocks.find((block) => block.kind === "pay");
    const entry = pay?.rows.filter(({ role, level }) => role === "backend-developer" && level === "entry");
    expect(entry?.map(({ low, planned }) => ({ low, planned }))).toEqual([
      { low: 26000, planned: true },
      { low: 40000, planned: false },
    ]);
  });

  test("a frontend developer's dip is 37%, a data engineer's 49%", () => {
    const dip = (occupation: string) => sectionOf(writeGuide({ catalog, occupation, today }), "pay").text;
    expect(dip("frontend-developer")).toContain("37% less");
    expect(dip("data-engineer")).toContain("49% less");
  });

  test("a data engineer is told plainly that the figures show no gain", () => {
    const told = (occupation: string) =>
      sectionOf(writeGuide({ catalog, occupation, today }), "pay").text.includes("do not show a gain");
    expect(told("data-engineer")).toBe(true);
    expect(told("frontend-developer")).toBe(false);
  });

  test("where no figure for the present job can be cited, none is given and the person's own is asked for", () => {
    const guide = writeGuide({ catalog, occupation: "frontend-developer", person: personIn("us"), today });
    const { text, blocks } = sectionOf(guide, "pay");
    expect(text).toContain("payslip");
    expect(blocks.flatMap((block) => (block.kind === "pay" ? block.rows : [])).map(({ role }) => role)).not.toContain(
      "frontend-developer",
    );
  });
});

test("a passage that no guide shows is not left in the files", () => {
  const shown = guides.flatMap(({ sections }) => sections.flatMap(({ blocks }) => textsOf(blocks)));
  // These need a plan, and are seen in the tests of plans.
  const ofPlans = [
    "yours",
    "in-numbers-yours",
    "in-numbers-done",
    "risk-yours",
    "proven",
    "technical-yours",
    "adverts-yours",
    "dates-yours",
  ];
  // And these a market or a job of which no figure is known yet, or one that pays less than backend entry.
  const ofPay = ["target-unknown", "dip-rise", "pay-only-rise"];
  for (const { id, sections } of catalog.guide.values())
    for (const [passage, text] of Object.entries(sections)) {
      if (ofPlans.includes(passage) || ofPay.includes(passage)) continue;
      const plain = text.split(/\{\{\w+\}\}/).sort((a, b) => b.length - a.length)[0] ?? "";
      const start = plain.replaceAll(/\s+/g, " ").trim().slice(0, 40);
      expect(
        shown.some((one) => one.includes(start)),
        `${id}, ${passage}`,
      ).toBe(true);
    }
});

test("an unknown occupation is answered with the nearest known one", () => {
  expect(() => writeGuide({ catalog, occupation: "nurs", today })).toThrow("did you mean `nurse`?");
});
