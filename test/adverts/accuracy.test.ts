import { describe, expect, it } from "vitest";
import { readAdvert } from "../../src/career/adverts/read-advert.ts";
import { makeVocabulary } from "../../src/career/adverts/vocabulary.ts";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { readConcepts, readLabelledAdverts } from "./labelled-adverts.ts";
import { finder, measure } from "./measure.ts";

const adverts = readLabelledAdverts();
const concepts = readConcepts();
const vocabulary = makeVocabulary(await readCatalog());
const parts = [
  { part: "tuned", adverts: adverts.filter(({ heldOut }) => !heldOut) },
  { part: "held out", adverts: adverts.filter(({ heldOut }) => heldOut) },
];

describe("the labelled adverts", () => {
  it("are at least sixty, a third of them held out", () => {
    expect(adverts.length).toBeGreaterThanOrEqual(60);
    expect(parts[1]?.adverts.length).toBeGreaterThanOrEqual(adverts.length / 3 - 4);
  });

  it("speak of skills and technologies that exist", () => {
    const unknown = [...concepts].flatMap(([concept, skills]) =>
      skills.filter((skill) => !vocabulary.titles.has(skill)).map((skill) => `${concept}: ${skill}`),
    );
    expect(unknown).toEqual([]);
  });

  it("are read to the text that the labels are about", () => {
    for (const { source, text } of adverts) expect(readAdvert({ text: source, addedOn: "2026-01-01" }).text).toBe(text);
  });
});

// Of the held-out part only these two numbers may be looked at.
describe.each(parts)("of the mentions in the $part adverts", ({ adverts: own }) => {
  const { tally } = measure({ adverts: own, concepts, find: finder(vocabulary) });

  it("97 of 100 found ones are right", () => expect(tally.precision).toBeGreaterThanOrEqual(0.97));
  it("92 of 100 are found", () => expect(tally.recall).toBeGreaterThanOrEqual(0.92));
  it("95 of 100 have the right word on must or nice", () => expect(tally.necessityRight).toBeGreaterThanOrEqual(0.95));
});

describe.each(parts)("of the facts in the $part adverts", ({ adverts: own }) => {
  const read = own.map(({ source, facts }) => ({ facts, advert: readAdvert({ text: source, addedOn: "2026-01-01" }) }));
  const right = (same: (one: (typeof read)[number]) => boolean) => read.filter(same).length / read.length;

  it("95 of 100 pays are read", () =>
    expect(
      right(({ facts, advert: { pay } }) => {
        const amounts = pay && (pay.low === pay.high ? pay.low : `${pay.low ?? ""}-${pay.high ?? ""}`);
        return (pay && `${amounts} ${pay.currency} ${pay.period}`) === facts.pay;
      }),
    ).toBeGreaterThanOrEqual(0.95));
  it("85 of 100 years and seniorities are read", () => {
    const years = ({ low, high }: { low: number; high?: number | undefined }) =>
      high === undefined ? `${low}` : `${low}-${high}`;
    expect(
      right(
        ({ facts, advert }) =>
          (advert.years[0] && years(advert.years[0])) === (facts.years === undefined ? undefined : `${facts.years}`),
      ),
    ).toBeGreaterThanOrEqual(0.85);
    expect(right(({ facts, advert }) => advert.seniority === facts.seniority)).toBeGreaterThanOrEqual(0.85);
  });
  it("95 of 100 places of work are read", () =>
    expect(
      right(({ facts, advert }) => advert.workplace === facts.workplace && advert.officeDays === facts.officeDays),
    ).toBeGreaterThanOrEqual(0.95));
});
