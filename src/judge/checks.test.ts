/**
 * One test for all checks: a judge is trusted only for faults that it was shown to catch.
 */
import { describe, expect, it } from "vitest";
import { findingSchema } from "../contract/verdict.ts";
import type { Check } from "./check.ts";
import { example } from "./check-examples.ts";
import { judgeRecording } from "./judge-recording.ts";
import { loadChecks, loadScenarios } from "./registries.ts";
import { viewRecording } from "./view.ts";

const checks = await loadChecks();
const scenarios = await loadScenarios();

const verdictOf = (id: string, check: Check, recording: Check["passes"][number]) => {
  const verdict = judgeRecording(recording, new Map([[id, check]]))[0];
  return findingSchema.parse(verdict);
};

describe.each([...checks])("%s", (id, check) => {
  it("accepts every recording that it must accept", () => {
    expect(check.passes.length).toBeGreaterThan(0);
    for (const recording of check.passes) {
      const finding = verdictOf(id, check, recording);
      expect(finding, JSON.stringify(finding)).toMatchObject({ verdict: "passed" });
    }
  });

  it("rejects every edit that it must reject, and shows where", () => {
    expect(check.breaks.length).toBeGreaterThan(0);
    for (const { fault, recording } of check.breaks) {
      const finding = verdictOf(id, check, recording);
      expect(finding.verdict, `${fault}: ${JSON.stringify(finding)}`).toBe("failed");
      if (finding.verdict !== "failed") continue;
      const view = viewRecording(recording);
      for (const entry of finding.failure.entries)
        expect(view.entry(entry), `entry ${entry} of ${fault}`).toBeDefined();
      if (finding.failure.cause) expect(Object.keys(check.hints.causes ?? {})).toContain(finding.failure.cause);
    }
  });

  it("cannot tell from an empty recording", () => {
    expect(
      verdictOf(
        id,
        check,
        example(() => {}),
      ).verdict,
    ).toBe("unclear");
    // The check itself is asked too, not only the guard around it: scenarios that ended without doing anything.
    const nothingDone = example((r) => {
      for (const scenario of check.scenarios) r.scenario(scenario);
    });
    expect(verdictOf(id, check, nothingDone).verdict).toBe("unclear");
  });

  it("gives one who fails it all that is needed to go on", () => {
    expect(check.title.passed).not.toBe(check.title.failed);
    expect(check.why.split(/\s+/).length).toBeLessThanOrEqual(80);
    expect(check.hints.concept.split(/\s+/).length).toBeLessThanOrEqual(130);
    expect(check.references.length).toBeGreaterThan(0);
    expect(check.skills.length).toBeGreaterThan(0);
    const { causes = {}, ...ladder } = check.hints;
    for (const text of [...Object.values(ladder), ...Object.values(causes), check.why]) {
      expect(text.trim()).not.toBe("");
    }
    for (const reference of check.references) expect(reference.url).toMatch(/^https:\/\//);
    for (const earlier of check.after ?? []) expect([...checks.keys()]).toContain(earlier);
    for (const scenario of check.scenarios) expect([...scenarios.keys()]).toContain(scenario);
  });
});

describe.each([...checks].filter(([, check]) => check.leavesOpen))("%s", (id, check) => {
  it("leaves open what the contract leaves open", () => {
    for (const { fault, recording } of check.leavesOpen ?? []) {
      const finding = verdictOf(id, check, recording);
      expect(finding.verdict, `${fault}: ${JSON.stringify(finding)}`).toBe("unclear");
    }
  });
});

it("has no scenario that no check reads", () => {
  const read = new Set([...checks.values()].flatMap((check) => check.scenarios));
  expect([...scenarios.keys()].filter((scenario) => !read.has(scenario))).toEqual([]);
});
