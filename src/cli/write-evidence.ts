/**
 * The evidence document of one run.
 */
import { createHash } from "node:crypto";
import { availableParallelism, platform, release, totalmem } from "node:os";
import type { Evidence } from "../contract/evidence.ts";
import type { Recording } from "../contract/recording.ts";
import type { Verdict } from "../contract/verdict.ts";
import type { Plan } from "./plan-judgement.ts";

export async function writeEvidence({
  recording,
  verdicts,
  durationMs,
  plan,
  scope,
}: {
  recording: Recording;
  verdicts: Verdict[];
  durationMs: number;
  plan: Plan | undefined;
  scope: Evidence["scope"];
}): Promise<{ evidence: Evidence; kept?: string }> {
  const subject = plan?.subject;
  return {
    evidence: {
      format: "seaworthy-evidence/1",
      project: recording.project ?? null,
      contract: { title: recording.surface.title, version: recording.surface.version },
      judge: recording.judge,
      seed: recording.seed,
      beganAt: recording.beganAt,
      durationMs,
      subject: {
        commit: null,
        dirty: false,
        tree: null,
        language: null,
        start: subject?.kind === "folder" ? subject.start : null,
        url: subject?.kind === "address" ? subject.url : null,
      },
      machine: { os: `${platform()} ${release()}`, cores: availableParallelism(), memoryBytes: totalmem() },
      scope,
      verdicts,
      recording: createHash("sha256").update(JSON.stringify(recording)).digest("hex"),
      help: [],
    },
  };
}
