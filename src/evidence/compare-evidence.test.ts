import { expect, test } from "vitest";
import type { Verdict } from "../contract/verdict.ts";
import { compareEvidence } from "./compare-evidence.ts";

const passed = (check: string): Verdict => ({ check, verdict: "passed" });
const failed = (check: string): Verdict => ({
  check,
  verdict: "failed",
  failure: { headline: `${check} is broken`, expected: "", seen: "", entries: [] },
});
const unclear = (check: string): Verdict => ({ check, verdict: "unclear", why: "too busy" });
const compare = (claimed: Verdict[], seen: Verdict[]) =>
  compareEvidence({ claimed: { verdicts: claimed }, seen: { verdicts: seen } });

test("what passes again is confirmed", () => {
  expect(compare([passed("a"), failed("b")], [passed("a"), failed("b")])).toEqual({
    claims: [{ check: "a", outcome: "confirmed", now: "passed" }],
    others: [{ check: "b", was: "failed", now: "failed" }],
    confirmed: true,
    differs: false,
  });
});

test("a claim that fails now differs, with what was seen", () => {
  const comparison = compare([passed("a"), passed("b")], [passed("a"), failed("b")]);
  expect(comparison).toMatchObject({ confirmed: false, differs: true });
  expect(comparison.claims[1]).toEqual({ check: "b", outcome: "differs", now: "failed", why: "b is broken" });
});

test("a second run that cannot tell neither confirms nor contradicts", () => {
  const comparison = compare([passed("a"), passed("gone")], [unclear("a")]);
  expect(comparison).toMatchObject({ confirmed: false, differs: false });
  expect(comparison.claims.map(({ outcome, now }) => [outcome, now])).toEqual([
    ["untold", "unclear"],
    ["untold", "missing"],
  ]);
});

test("what had not passed claims nothing, and cannot differ", () => {
  expect(compare([failed("a"), unclear("b")], [passed("a"), failed("b")])).toMatchObject({
    claims: [],
    confirmed: false,
    differs: false,
    others: [
      { check: "a", was: "failed", now: "passed" },
      { check: "b", was: "unclear", now: "failed" },
    ],
  });
});
