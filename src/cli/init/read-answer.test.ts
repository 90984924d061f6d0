import { describe, expect, it } from "vitest";
import { readCatalog } from "../../catalog/read-catalog.ts";
import { weekdays } from "../../contract/person.ts";
import { hoursFrom, marketFrom, occupationFrom } from "./read-answer.ts";

const catalog = await readCatalog();

describe("hours", () => {
  it.each([
    ["8", 8],
    ["7,5", 7.5],
    ["10 h", 10],
    ["12 hours a week", 12],
    ["tue=1.5, thu=1.5, sat=4", 7],
    ["Tuesday 2 Saturday 4h", 6],
    ["mon:1;wed:1;su:3", 5],
  ])("%s is %d a week", (words, sum) => {
    const week = hoursFrom(words);
    expect(weekdays.reduce((total, day) => total + week[day], 0)).toBe(sum);
  });

  it.each([
    ["", /is no number/],
    ["lots", /is no number/],
    ["0", /no date/],
    ["200", /more than anybody/],
    ["-3", /is no number/],
    ["fryday=3", /no day of the week; did you mean friday/],
    ["t=3", /no day/],
    ["mon=20", /14 in a day/],
  ])("%j is told with what would be right", (words, message) => {
    expect(() => hoursFrom(words)).toThrow(
      expect.objectContaining({ code: "wrong-hours", message: expect.stringMatching(message) }),
    );
  });
});

describe("a job", () => {
  it.each([
    ["nurse", "nurse"],
    ["Front-end developer", "frontend-developer"],
    ["data enginer", "data-engineer"],
  ])("%s is %s", (words, id) => expect(occupationFrom(words, catalog)?.id).toBe(id));

  it("that is not in the list may be left out on purpose", () => expect(occupationFrom("None", catalog)).toBeNull());

  it.each(["manager", "developer"])("%s could be several, and they are named", (words) => {
    expect(() => occupationFrom(words, catalog)).toThrow(
      expect.objectContaining({ code: "unknown-occupation", message: expect.stringMatching(/could be .+ or /) }),
    );
  });

  it("that nobody knows is told with a way on", () => {
    expect(() => occupationFrom("xqzt", catalog)).toThrow(
      expect.objectContaining({ fix: expect.stringContaining("--occupation none") }),
    );
  });
});

describe("a country", () => {
  it.each([
    ["UK", "uk"],
    ["united states", "us"],
    ["Ireland", "ie"],
    ["India", "in"],
    ["GB", "uk"],
  ])("%s is %s", (words, id) => expect(marketFrom(words, catalog)).toBe(id));

  it("that does not exist is told", () => {
    expect(() => marketFrom("Atlantis", catalog)).toThrow(expect.objectContaining({ code: "unknown-country" }));
  });
});
