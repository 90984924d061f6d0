/**
 * One run of the judge for `seaworthy grow`: only what grows tables, shown as figures first and verdicts after.
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
import { growthFigures, growthLines } from "./growth-view.ts";

const scenario = "grow-to-a-million-rows";

export async function runGrow(
  folder: string,
  { seed = newSeed(), json }: { seed?: string; json?: true },
  door: Door,
): Promise<Report> {
  const checks = await loadChecks();
  const only = [...checks].filter(([, check]) => check.scenarios.includes(scenario)).map(([id]) => id);
  const plan = await planJudgement(folder, { only }, door);
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
  if (json) door.stdout.write(`${JSON.stringify(growthFigures(report.recording), null, 2)}\n`);
  else door.stdout.write(`\n${growthLines(report.recording, pen).join("\n")}\n${pretty.render(report, pen)}`);
  return report;
}
