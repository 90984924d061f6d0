import { describe, expect, test } from "vitest";
import { hoursRange, insideSentence, listed, numberWord, payRange, weeksRange, withArticle } from "./phrases.ts";

describe("an occupation inside a sentence", () => {
  test.each([
    ["Nurse", "a nurse"],
    ["Accountant", "an accountant"],
    ["HR adviser", "an HR adviser"],
    ["UX designer", "a UX designer"],
    ["QA engineer", "a QA engineer"],
    ["IT support specialist", "an IT support specialist"],
    ["BI analyst", "a BI analyst"],
    ["University researcher", "a university researcher"],
    ["Electrician", "an electrician"],
  ])("%s is %s", (title, phrase) => {
    expect(withArticle(title)).toBe(phrase);
  });

  test("keeps names and abbreviations as they are written", () => {
    expect(insideSentence("PostgreSQL")).toBe("PostgreSQL");
    expect(insideSentence("Docker image")).toBe("Docker image");
    expect(insideSentence("SQL injection")).toBe("SQL injection");
    expect(insideSentence("Status codes")).toBe("status codes");
  });
});

test("a list has one `and`, and says how many it leaves out", () => {
  expect(listed([])).toBe("");
  expect(listed(["A"])).toBe("A");
  expect(listed(["A", "B", "C"])).toBe("A, B and C");
  expect(listed(["A", "B and C"])).toBe("A, and B and C");
  expect(listed(["A", "B", "C", "D"], 2)).toBe("A, B and two more");
});

test("numbers up to twelve are words", () => {
  expect([0, 1, 12, 13].map(numberWord)).toEqual(["no", "one", "twelve", "13"]);
});

test("large sums of hours are no finer than the estimate behind them", () => {
  expect(hoursRange(432, 718)).toBe("430 to 720 hours");
  expect(hoursRange(12, 30)).toBe("12 to 30 hours");
  expect(hoursRange(1, 1)).toBe("1 hour");
  expect(hoursRange(0, 0)).toBe("no hours");
});

test("weeks are whole, and a range of one is not a range", () => {
  expect(weeksRange(42.1, 71.2)).toBe("43 to 72 weeks");
  expect(weeksRange(0.5, 1)).toBe("1 week");
});

test("an open band says so", () => {
  const uk = { currency: "GBP", locale: "en-GB" };
  expect(payRange({ low: 26000, high: 38000, open: false }, uk)).toBe("£26,000 to £38,000");
  expect(payRange({ low: 70000, high: 110000, open: true }, uk)).toBe("£70,000 to £110,000 or more");
  expect(payRange({ low: 100000, high: 100000, open: true }, { currency: "USD", locale: "en-US" })).toBe(
    "above $100,000",
  );
});
