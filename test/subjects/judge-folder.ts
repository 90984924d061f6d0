/**
 * Judges a program in a folder the way `seaworthy check` does, without a terminal between.
 */
import { readManifest } from "../../src/catalog/read-manifest.ts";
import type { Recording } from "../../src/contract/recording.ts";
import type { Verdict } from "../../src/contract/verdict.ts";
import type { JudgeOptions } from "../../src/judge/events.ts";
import { judge } from "../../src/judge/judge.ts";
import type { Cluster } from "../../src/judge/probe/postgres/cluster.ts";
import { loadChecks, loadScenarios } from "../../src/judge/registries.ts";

export interface Judged {
  verdicts: Map<string, Verdict>;
  recording: Recording;
  durationMs: number;
}

export async function judgeFolder(
  folder: string,
  { cluster, ...options }: Pick<JudgeOptions, "seed" | "only" | "fast" | "production"> & { cluster?: Cluster },
): Promise<Judged> {
  const { surface, subject, project } = await readManifest(folder);
  const [checks, scenarios] = await Promise.all([loadChecks(), loadScenarios()]);
  for await (const event of judge({ surface, project, subject, checks, scenarios, cluster }, options)) {
    if (event.type !== "judged") continue;
    const verdicts = new Map(event.verdicts.map((verdict) => [verdict.check, verdict]));
    return { verdicts, recording: event.recording, durationMs: event.durationMs };
  }
  throw new Error(`the judgement of ${folder} ended without a result`);
}

/** One line for a verdict that was not expected. */
export function describeVerdict(verdict: Verdict | undefined): string {
  if (!verdict) return "no verdict";
  if (verdict.verdict === "failed") {
    const { headline, expected, seen } = verdict.failure;
    return `${verdict.check} failed: ${headline} Expected: ${expected} Seen: ${seen}`;
  }
  return `${verdict.check} ${verdict.verdict}${"why" in verdict ? `: ${verdict.why}` : ""}`;
}
