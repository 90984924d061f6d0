/**
 * The order of a report: what must hold first comes first, in the groups of the project's steps.
 */
import type { Verdict } from "../../contract/verdict.ts";
import type { Check } from "../../judge/check.ts";
import type { JudgedRun } from "./judged-run.ts";

export interface Group {
  /** Undefined for the only group of a contract without steps. */
  title: string | undefined;
  verdicts: Verdict[];
}

const severities = { critical: 0, major: 1, minor: 2 };

/** Groups in the order of the steps, checks outside of steps after what they rest on. Groups without a verdict are left out. */
export function groupVerdicts({ verdicts, checks, steps }: Pick<JudgedRun, "verdicts" | "checks" | "steps">): Group[] {
  const ordered = orderChecks(verdicts, checks);
  const inSteps = new Set(steps.flatMap((step) => step.checks));
  const groups: Group[] = steps.map((step) => ({
    title: step.title,
    // A step says itself in which order its checks are worked on.
    verdicts: step.checks
      .map((id) => ordered.find((verdict) => verdict.check === id))
      .filter((verdict) => verdict !== undefined),
  }));
  const rest = ordered.filter((verdict) => !inSteps.has(verdict.check));
  groups.push({ title: steps.length > 0 ? "Also checked" : undefined, verdicts: rest });
  return groups.filter((group) => group.verdicts.length > 0);
}

/** Depth first along `after`; among equals the graver one first, then by name. */
export function orderChecks(verdicts: readonly Verdict[], checks: ReadonlyMap<string, Check>): Verdict[] {
  const byId = new Map(verdicts.map((verdict) => [verdict.check, verdict]));
  const ordered = new Set<Verdict>();
  const visiting = new Set<string>();
  const visit = (id: string) => {
    if (visiting.has(id)) return;
    visiting.add(id);
    for (const earlier of checks.get(id)?.after ?? []) visit(earlier);
    const verdict = byId.get(id);
    if (verdict) ordered.add(verdict);
  };
  const rank = (id: string) => severities[checks.get(id)?.severity ?? "minor"];
  for (const id of [...byId.keys()].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))) visit(id);
  return [...ordered];
}
