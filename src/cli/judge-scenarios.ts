/**
 * One run of the judge for a command that shows some scenarios alone (`load`, `grow`): just the checks that read them.
 */
import type { Surface } from "../contract/surface.ts";
import { describeSubject } from "../evidence/describe-subject.ts";
import { judge } from "../judge/judge.ts";
import { loadChecks } from "../judge/registries.ts";
import type { Door } from "./door.ts";
import { planJudgement } from "./plan-judgement.ts";
import type { Report } from "./reporter.ts";
import { newSeed, reportOf } from "./run-check.ts";
import { showProgress } from "./show-progress.ts";

export async function judgeScenarios(
  folder: string,
  {
    scenarios,
    limits,
    seed = newSeed(),
    command,
  }: {
    scenarios: readonly string[];
    limits?: Partial<Surface["limits"]>;
    seed?: string | undefined;
    /** As the person gave it, without the folder and the seed. */
    command: readonly string[];
  },
  door: Door,
): Promise<Report> {
  const checks = await loadChecks();
  const only = [...checks]
    .filter(([, check]) => check.scenarios.some((id) => scenarios.includes(id)))
    .map(([id]) => id);
  const planned = await planJudgement(folder, { only }, door);
  const { surface } = planned;
  const plan = { ...planned, surface: { ...surface, limits: { ...surface.limits, ...limits } } };
  const before = await describeSubject(plan.subject, door.signal);
  const progress = showProgress(door);
  let report: Report | undefined;
  try {
    for await (const event of judge(plan, { seed, only, signal: door.signal })) {
      progress.see(event);
      if (event.type === "judged")
        report = { ...(await reportOf(event, { plan, before, options: { only }, door })), command };
    }
  } finally {
    progress.end();
  }
  if (!report) throw new Error("the judge ended without a judgement");
  return report;
}
