/**
 * The evidence of one run: made from what was judged, and kept in the learner's folder where that is due.
 */
import { relative } from "node:path";
import type { Evidence } from "../contract/evidence.ts";
import type { Recording } from "../contract/recording.ts";
import type { Verdict } from "../contract/verdict.ts";
import { describeMachine } from "../evidence/describe-machine.ts";
import { describeSubject, type SubjectDescription, settleDescription } from "../evidence/describe-subject.ts";
import { keepEvidence } from "../evidence/keep-evidence.ts";
import { makeEvidence } from "../evidence/make-evidence.ts";
import { helpWith } from "../evidence/opened-hints.ts";
import type { Subject } from "../judge/events.ts";
import { tellApp } from "./app/hand-over.ts";
import type { Door } from "./door.ts";

export interface Judged {
  recording: Recording;
  verdicts: Verdict[];
  durationMs: number;
}

export interface WrittenEvidence {
  evidence: Evidence;
  /** The path to show; undefined when it was not kept. */
  kept?: string;
}

/** A recording that is judged again says nothing about what it was made from. */
const unknownSubject: SubjectDescription = {
  commit: null,
  dirty: false,
  tree: null,
  language: null,
  start: null,
  url: null,
};

export async function evidenceOfRecording(judged: Judged, scope: Evidence["scope"]): Promise<WrittenEvidence> {
  return { evidence: makeEvidence({ judged, scope, subject: unknownSubject, machine: describeMachine() }) };
}

export async function evidenceOfRun(
  judged: Judged,
  {
    subject,
    before,
    scope,
    door,
  }: { subject: Subject; before: SubjectDescription; scope: Evidence["scope"]; door: Door },
): Promise<WrittenEvidence> {
  const after = await describeSubject(subject, door.signal);
  const description = settleDescription(before, after);
  const help = subject.folder === undefined ? [] : await helpWith(subject.folder, judged.verdicts);
  const evidence = makeEvidence({ judged, scope, subject: description, machine: describeMachine(), help });
  // The fast set runs on every save; what it shows is kept by the full check that follows.
  if (subject.folder === undefined || scope === "fast") return { evidence };
  try {
    const kept = await keepEvidence(subject.folder, evidence, judged.recording);
    await tellApp(evidence, door);
    return { evidence, kept: shownPath(kept.evidence, door) };
  } catch (error) {
    // A folder that cannot be written to (mounted read-only in CI, say) takes nothing from the verdicts.
    door.stderr.write(`note: the evidence could not be kept: ${(error as Error).message}\n`);
    return { evidence };
  }
}

/** As short as it can be typed from where the person stands. */
function shownPath(path: string, door: Door): string {
  const fromHere = relative(door.resolve("."), path);
  return fromHere.length < path.length ? fromHere : path;
}
