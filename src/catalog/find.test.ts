import { describe, expect, it } from "vitest";
import { findMarket } from "./find-market.ts";
import { findOccupations } from "./find-occupation.ts";

const occupations = [
  { id: "nurse", title: "Nurse", aliases: ["registered nurse", "ward nurse", "RN"] },
  { id: "frontend-developer", title: "Frontend developer", aliases: ["front-end engineer", "UI developer"] },
  { id: "data-engineer", title: "Data engineer", aliases: ["ETL developer"] },
  { id: "retail-manager", title: "Retail manager", aliases: ["shop manager", "store manager"] },
  { id: "product-manager", title: "Product manager", aliases: [] },
  { id: "accountant", title: "Accountant", aliases: ["bookkeeper", "accounts assistant"] },
];
const idsFor = (words: string) => findOccupations(words, occupations).found.map(({ id }) => id);

describe("finding an occupation", () => {
  it.each([
    ["nurse", "nurse"],
    ["Staff Nurse", "nurse"],
    ["I am a senior nurse", "nurse"],
    ["nures", "nurse"],
    ["RN", "nurse"],
    ["front end developer", "frontend-developer"],
    ["Front-End Dev", "frontend-developer"],
    ["frontend", "frontend-developer"],
    ["Développeur frontend", "frontend-developer"],
    ["etl dev", "data-engineer"],
    ["store manger", "retail-manager"],
    ["book keeper", "accountant"],
  ])("%s is %s", (words, id) => expect(idsFor(words)[0]).toBe(id));

  it.each(["", "astronaut", "!!!", "xqzt"])("%j points at none", (words) => expect(idsFor(words)).toEqual([]));

  it.each(["Shop manager", "nures", "front end dev", "I am a senior nurse", "data enginer"])(
    "%s leaves no doubt",
    (words) => expect(findOccupations(words, occupations).sure).toBe(true),
  );

  it.each(["manager", "engineer", "nurse manager"])("%s is only a suggestion", (words) => {
    expect(findOccupations(words, occupations).sure).toBe(false);
    expect(idsFor(words).length).toBeGreaterThan(0);
  });
});

describe("finding a market", () => {
  const markets = new Map([
    ["uk", { title: "United Kingdom", locale: "en-GB" }],
    ["us", { title: "United States", locale: "en-US" }],
    ["de", { title: "Germany", locale: "de-DE" }],
  ]);

  it.each([
    ["UK", "uk"],
    ["u.k.", "uk"],
    ["GB", "uk"],
    ["great britain", "uk"],
    ["Scotland", "uk"],
    ["United Kingom", "uk"],
    ["US", "us"],
    ["the USA", "us"],
    ["america", "us"],
    ["united states of america", "us"],
    ["Deutschland", "de"],
    ["germany", "de"],
  ])("%s is %s", (words, id) => expect(findMarket(words, markets)).toBe(id));

  it.each(["", "Atlantis", "UX", "xx"])("%j is none", (words) => expect(findMarket(words, markets)).toBeUndefined());
});
