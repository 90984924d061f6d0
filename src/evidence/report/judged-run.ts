/**
 * One run as it is reported: what was judged, by which checks, and how to name it in lines to paste.
 */
import type { Evidence } from "../../contract/evidence.ts";
import type { Recording } from "../../contract/recording.ts";
import type { Verdict } from "../../contract/verdict.ts";
import type { Check } from "../../judge/check.ts";

export interface JudgedRun {
  recording: Recording;
  verdicts: readonly Verdict[];
  durationMs: number;
  /** Those that were judged, by id. */
  checks: ReadonlyMap<string, Check>;
  evidence: Evidence;
  /** What was judged, as the person knows it: the folder as they wrote it, the recording's file, the address. */
  subject: string;
  /** Groups of the report, in the order of the project's steps; checks that are in none come last. */
  steps: readonly Step[];
  /** How the person calls us, and the arguments after the command that name what was judged: for lines to paste. */
  called: string;
  /** Where it was another command than `check`: that command with its own options, say `load --p99 100`. */
  command?: readonly string[];
  target: readonly string[];
  /** Where the evidence was kept, as a path to show; undefined when it was not kept. */
  kept?: string;
  /** Address of the copy that was left running. */
  holding?: string;
}

export interface Step {
  title: string;
  checks: readonly string[];
}
