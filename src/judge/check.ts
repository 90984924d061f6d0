/**
 * What a check is: a pure function over a recording, with everything a learner needs to understand its verdict.
 *
 * A check does no I/O, reads no clock and rolls no dice. It claims only what the recording shows: when what it needs is
 * not there it says `unclear`, and when the contract promises nothing of the kind, `not-applicable`.
 */
import type { Entry, Recording } from "../contract/recording.ts";
import type { PromiseId } from "../contract/surface.ts";
import type { Finding } from "../contract/verdict.ts";

export interface Check {
  /** `passed` and `failed` are headlines: "What is deleted stays deleted" / "A deleted thing came back". */
  title: { passed: string; failed: string };
  /** critical: data or secrets are lost. major: users see it break. minor: colleagues and operators suffer. */
  severity: "critical" | "major" | "minor";
  /** Ids of the skills that a pass proves. */
  skills: readonly string[];
  references: readonly Reference[];
  /** Why it matters in production, at most 80 words. */
  why: string;
  hints: HintLadder;
  /** The scenarios whose entries it reads. If one of them is missing or broken, the judge answers `unclear` without asking. */
  scenarios: readonly string[];
  /**
   * True for a check that can say something about a scenario that the subject itself cut short (it did not start, it died
   * on the way). All others answer `unclear` then, so that one fault is reported once.
   */
  judgesStopped?: boolean;
  /** Promises of the contract that it rests on; without them it is not applicable. */
  promises?: readonly PromiseId[];
  /** Checks that must hold before this one is worth working on: orders the report, changes no verdict. */
  after?: readonly string[];
  judge(recording: RecordingView): Finding;
  /** Recordings that it must accept, made by the helpers of check-examples.ts. */
  passes: readonly Recording[];
  /** Edits of a good recording that it must reject. */
  breaks: readonly Break[];
  /** Edits on which it must stay `unclear`, because the contract can honestly be read either way. */
  leavesOpen?: readonly Break[];
}

export interface Reference {
  /** "RFC 9110 §15.5.5", "CWE-89", "OWASP API8:2023". */
  name: string;
  url: string;
}

/** From a nudge to a worked example of the same flaw elsewhere. None may be empty. */
export interface HintLadder {
  /** Which part of the evidence to look at. */
  look: string;
  /** A question about their handler. */
  ask: string;
  /** At most 120 words on the idea, with a link to the platform's own documentation. */
  concept: string;
  /** Pseudo-code. */
  shape: string;
  /** The same flaw somewhere else, fixed. */
  example: string;
  /**
   * Hints that start from what was seen: by `cause` of the failure, an opening line that replaces `look`. Without a match
   * the ladder starts at `look` and says so.
   */
  causes?: Readonly<Record<string, string>>;
}

export interface Break {
  /** The fault that this edit stands for: "the second GET answers 200". */
  fault: string;
  recording: Recording;
}

/** A recording with the look-ups that checks need. Lists are in the order of `at`. */
export interface RecordingView {
  readonly recording: Recording;
  readonly surface: Recording["surface"];
  /** Entries of one kind, of the scenarios given (all when none is). */
  of<K extends Entry["kind"]>(kind: K, ...scenarios: string[]): Extract<Entry, { kind: K }>[];
  /** The exchange, statement … with this id. */
  entry(id: number): Entry | undefined;
}
