/**
 * `seaworthy grow`: only what grows tables, shown as figures first and verdicts after.
 */
import type { Door } from "../door.ts";
import { judgeScenarios } from "../judge-scenarios.ts";
import type { Report } from "../reporter.ts";
import pretty from "../reporters/pretty.ts";
import { growthFigures, growthLines } from "./growth-view.ts";

export async function runGrow(
  folder: string,
  { seed, json }: { seed?: string; json?: true },
  door: Door,
): Promise<Report> {
  const report = await judgeScenarios(folder, { scenarios: ["grow-to-a-million-rows"], seed }, door);
  const pen = door.pen("stdout");
  if (json) door.stdout.write(`${JSON.stringify(growthFigures(report.recording), null, 2)}\n`);
  else door.stdout.write(`\n${growthLines(report.recording, pen).join("\n")}\n${pretty.render(report, pen)}`);
  return report;
}
