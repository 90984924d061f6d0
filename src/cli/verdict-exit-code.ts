/**
 * From verdicts to the exit code. `unclear` is the judge's own limit and never the program's fault, so beside passed checks
 * it fails nothing; alone it is no success either.
 */
import type { Verdict } from "../contract/verdict.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

export function exitCodeOf(verdicts: readonly Verdict[]): ExitCode {
  if (verdicts.some((verdict) => verdict.verdict === "failed")) return exitCodes.failed;
  return verdicts.some((verdict) => verdict.verdict === "passed") ? exitCodes.ok : exitCodes.noVerdict;
}
