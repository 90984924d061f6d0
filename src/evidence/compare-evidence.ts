/**
 * Whether a second run bears out what the first one claimed. Pure.
 *
 * Only what passed is a claim. `confirmed`: it passed again. `differs`: it failed now. `untold`: the second run could not
 * say. What did not pass claims nothing; where it stands now is told beside it.
 */
import type { Evidence } from "../contract/evidence.ts";
import type { Verdict, VerdictKind } from "../contract/verdict.ts";

export type Outcome = "confirmed" | "differs" | "untold";

export interface ComparedClaim {
  check: string;
  outcome: Outcome;
  now: VerdictKind | "missing";
  /** What was seen now, or why it could not be told. */
  why?: string;
}

export interface Comparison {
  claims: ComparedClaim[];
  /** Checks that had not passed: what they said then and what they say now. */
  others: { check: string; was: VerdictKind; now: VerdictKind | "missing" }[];
  /** True when there was at least one claim and every one is confirmed. */
  confirmed: boolean;
  differs: boolean;
}

type Judged = Pick<Evidence, "verdicts">;

export function compareEvidence({ claimed, seen }: { claimed: Judged; seen: Judged }): Comparison {
  const now = new Map(seen.verdicts.map((verdict) => [verdict.check, verdict]));
  const claims = claimed.verdicts
    .filter(({ verdict }) => verdict === "passed")
    .map(({ check }) => compareClaim(check, now.get(check)));
  const others = claimed.verdicts
    .filter(({ verdict }) => verdict !== "passed")
    .map(({ check, verdict }) => ({ check, was: verdict, now: now.get(check)?.verdict ?? ("missing" as const) }));
  return {
    claims,
    others,
    confirmed: claims.length > 0 && claims.every(({ outcome }) => outcome === "confirmed"),
    differs: claims.some(({ outcome }) => outcome === "differs"),
  };
}

function compareClaim(check: string, now: Verdict | undefined): ComparedClaim {
  switch (now?.verdict) {
    case undefined:
      return { check, outcome: "untold", now: "missing", why: "this version of Seaworthy has no such check" };
    case "passed":
      return { check, outcome: "confirmed", now: "passed" };
    case "failed":
      return { check, outcome: "differs", now: "failed", why: now.failure.headline };
    case "unclear":
    case "not-applicable":
      return { check, outcome: "untold", now: now.verdict, why: now.why };
  }
}
