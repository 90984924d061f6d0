/**
 * From the failures that a check found to its finding: none is a pass, but only when something was looked at.
 */
import type { Failure, Finding } from "../../contract/verdict.ts";

/** Reports stay readable, and the finding's schema allows no more. */
const mostOthers = 20;

export interface Looked {
  /** How many cases were judged; with none the check is `unclear`. */
  cases: number;
  /** Why nothing could be judged, when `cases` is 0. */
  otherwise: string;
  measured?: Record<string, string | number>;
}

export function conclude(failures: readonly Failure[], { cases, otherwise, measured }: Looked): Finding {
  const [failure, ...others] = failures;
  if (failure) {
    return {
      verdict: "failed",
      failure: measured ? { measured, ...failure } : failure,
      ...(others.length > 0 ? { others: others.slice(0, mostOthers) } : {}),
    };
  }
  if (cases === 0) return { verdict: "unclear", why: otherwise };
  return { verdict: "passed", ...(measured ? { measured } : {}) };
}

/** One failure for each reason: a fault seen in fifty requests is one fault. The first of each is kept. */
export function oncePer<T>(list: readonly T[], reason: (item: T) => string): T[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const key = reason(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
