import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advertSchema } from "../../contract/advert.ts";
import { readAdvert } from "./read-advert.ts";

const read = (text: string) => readAdvert({ text, addedOn: "2026-03-01" });
const pay = (text: string) => {
  const { pay: found } = read(`Backend developer\n${text}`);
  return found && [found.low, found.high, found.currency, found.period];
};

describe("pay", () => {
  it.each([
    ["£30,000 - £36,000 depending on experience", [30_000, 36_000, "GBP", "year"]],
    ["£28–34k", [28_000, 34_000, "GBP", "year"]],
    ["Salary: 45-55K GBP", [45_000, 55_000, "GBP", "year"]],
    ["$118K/yr - $138K/yr", [118_000, 138_000, "USD", "year"]],
    ["€55.000 – €65.000 per year", [55_000, 65_000, "EUR", "year"]],
    ["£450-500 per day, inside IR35", [450, 500, "GBP", "day"]],
    ["Rate: $32.00 – $38.00 per hour", [32, 38, "USD", "hour"]],
    ["$120,000.00 - $145,000.00", [120_000, 145_000, "USD", "year"]],
    ["£75,000 to £90,000 and everyone knows why", [75_000, 90_000, "GBP", "year"]],
    ["Up to £95,000", [undefined, 95_000, "GBP", "year"]],
    ["From £40,000", [40_000, undefined, "GBP", "year"]],
    ["£28,500, rising to £33,000 after 18 months", [28_500, 28_500, "GBP", "year"]],
  ])("is read from %s", (text, expected) => expect(pay(text)).toEqual(expected));

  it.each([
    "We move £14bn a year",
    "a £1,000 training budget",
    "$40M raised",
    "Competitive salary",
    "Ring 020 7946 0958",
    "£2,000 referral bonus",
  ])("is not %s", (text) => expect(pay(text)).toBeUndefined());
});

describe("years of experience", () => {
  const years = (text: string) =>
    read(`Engineer\n${text}`).years.map(({ low, high }) => (high === undefined ? low : [low, high]));

  it.each([
    ["3+ years' experience with Python", [3]],
    ["2 to 4 years with TypeScript", [[2, 4]]],
    ["Seven or more years in web development", [7]],
    ["At least five years of commercial experience", [5]],
    ["No commercial experience required", [0]],
  ])("are read from %s", (text, expected) => expect(years(text)).toEqual(expected));

  it.each([
    "We have been trading for 117 years",
    "A nine-year-old monolith",
    "rising to £33,000 after 2 years",
    "An 18 month contract",
  ])("are not %s", (text) => expect(years(text)).toEqual([]));

  it("come first where they are a must", () => {
    expect(years("Nice to have\n- 6 years of Go\n\nRequirements\n- 3 years of Python")).toEqual([3, 6]);
  });
});

describe("seniority and place", () => {
  it.each([
    ["Graduate Software Developer\nHybrid, 2 days a week in the office", "junior", "hybrid", 2],
    ["Sr. Software Engineer\n100% on-site", "senior", "on-site", undefined],
    ["Staff Backend Engineer (remote, US)", "lead", "remote", undefined],
    ["Software Engineer II\nMid-Senior level\nFully remote", "mid", "remote", undefined],
    ["Backend Engineer\n6 years of experience", "senior", undefined, undefined],
    ["Backend Engineer", undefined, undefined, undefined],
  ])("of %s", (text, seniority, workplace, officeDays) => {
    const advert = read(text);
    expect([advert.seniority, advert.workplace, advert.officeDays]).toEqual([seniority, workplace, officeDays]);
  });
});

describe("sections", () => {
  const sections = (text: string) => read(text).sentences.map(({ section, text: words }) => `${section}: ${words}`);

  it("are known by headings of many kinds", () => {
    expect(
      sections(
        "## What you'll do\n• Build\n\n**Who we are.** Six people.\n\nESSENTIAL\n- SQL\n\nDesirable: Go.\n\nWhat we offer\nA bike.",
      ),
    ).toEqual([
      "other: What you'll do",
      "duties: Build",
      "about: Who we are.",
      "about: Six people.",
      "other: ESSENTIAL",
      "requirements: SQL",
      "nice-to-have: Desirable: Go.",
      "other: What we offer",
      "benefits: A bike.",
    ]);
  });

  it("keep a sentence whole that its width has broken", () => {
    const text = "It decides what is printed, and when, and where it goes, and\nit must never stop. We like that.";
    expect(sections(text)).toEqual([
      "other: It decides what is printed, and when, and where it goes, and it must never stop.",
      "other: We like that.",
    ]);
  });

  it("do not end a sentence after e.g. or Node.js", () => {
    expect(sections("We use e.g. Kafka. Node.js too.")).toEqual(["other: We use e.g. Kafka.", "other: Node.js too."]);
  });
});

describe("reading", () => {
  it("gives a document of the contract, with offsets that point at its sentences", () => {
    const advert = read("<h1>Junior Developer</h1><ul><li>Python &amp; SQL<li>Git</ul>");
    expect(advertSchema.parse(advert)).toEqual(advert);
    for (const { start, end, text } of advert.sentences) expect(advert.text.slice(start, end)).toContain(text);
  });

  it("gives the same advert the same id, however it was copied", () => {
    expect(read("Junior   developer!\n• SQL").id).toBe(read("<p>Junior developer</p><li>SQL").id);
  });

  it("ends for any text, in time and with offsets inside of it", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "£30k–",
        "- ",
        "\n",
        "Requirements:",
        "C++",
        "**",
        "<li>",
        "&amp;",
        " years",
        "((((",
        "e.g. ",
        "no ",
        "3+",
        ">>",
        "....",
        "Go/",
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        const { text, sentences } = read(`ab${pieces.join("")}`);
        for (const { start, end } of sentences) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it("of the longest text that is taken does not grow faster than the text", () => {
    const started = performance.now();
    for (const one of ["a ", "1", "(", "- x\n", "<p", "£1", "no no ", "A.", "&", "==", "1 year ", "no Go, "])
      read(`ab ${one.repeat(Math.floor(140_000 / one.length))}`);
    // Measured: 1.5 s for all ten on a busy core. Anything quadratic takes minutes.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
