/**
 * One run of the judge for `seaworthy load`: only what brings load, shown as figures first and verdicts after.
 */
import { describeSubject } from "../../evidence/describe-subject.ts";
import { judge } from "../../judge/judge.ts";
import { loadChecks } from "../../judge/registries.ts";
import type { Door } from "../door.ts";
import { planJudgement } from "../plan-judgement.ts";
import type { Report } from "../reporter.ts";
import pretty from "../reporters/pretty.ts";
import { newSeed, reportOf } from "../run-check.ts";
import { showProgress } from "../show-progress.ts";
import { loadFigures, loadLines } from "./load-view.ts";

/** Scenarios that bring load. */
const scenarios = ["find-the-knee", "crowd-a-slow-database"];

export async function runLoad(
  folder: string,
  { seed = newSeed(), p99, json }: { seed?: string; p99?: number; json?: true },
  door: Door,
): Promise<Report> {
  const checks = await loadChecks();
  const only = [...checks]
    .filter(([, check]) => check.scenarios.some((id) => scenarios.includes(id)))
    .map(([id]) => id);
  const planned = await planJudgement(folder, { only }, door);
  const { surface } = planned;
  const limits = { ...surface.limits, ...(p99 === undefined ? {} : { latencyMsP99: p99 }) };
  const plan = { ...planned, surface: { ...surface, limits } };
  const before = await describeSubject(plan.subject, door.signal);
  const progress = showProgress(door);
  let report: Report | undefined;
  try {
    for await (const event of judge(plan, { seed, only, signal: door.signal })) {
      progress.see(event);
      if (event.type === "judged") report = await reportOf(event, { plan, before, options: { only }, door });
    }
  } finally {
    progress.end();
  }
  if (!report) throw new Error("the judge ended without a judgement");
  const pen = door.pen("stdout");
  if (json) door.stdout.write(`${JSON.stringify(loadFigures(report.recording), null, 2)}\n`);
  else door.stdout.write(`\n${loadLines(report.recording, pen).join("\n")}\n${pretty.render(report, pen)}`);
  return report;
}
