/**
 * What holds although something failed, so that the damage is known: of the checks near by first, then of the others.
 */
import type { Check } from "../../judge/check.ts";
import type { JudgedRun } from "./judged-run.ts";

const mostShown = 5;

/** Near: those that read the same scenario. */
export function stillHolding(
  verdict: { check: string },
  { verdicts, checks }: Pick<JudgedRun, "verdicts" | "checks">,
): { shown: Check[]; more: number } {
  const scenarios = checks.get(verdict.check)?.scenarios ?? [];
  const passed = verdicts
    .filter((other) => other.verdict === "passed")
    .map((other) => checks.get(other.check))
    .filter((check) => check !== undefined);
  const near = passed.filter((check) => check.scenarios.some((scenario) => scenarios.includes(scenario)));
  const shown = [...near, ...passed.filter((check) => !near.includes(check))].slice(0, mostShown);
  return { shown, more: passed.length - shown.length };
}
