/**
 * `seaworthy grow`: only what grows tables, shown as figures first and verdicts after.
 */
import type { Door } from "../door.ts";
import { judgeScenarios } from "../judge-scenarios.ts";
import { chooseReporter, type Report } from "../reporter.ts";
import { growthFigures, growthLines } from "./growth-view.ts";

export async function runGrow(
  folder: string,
  { seed, json, reporter: name }: { seed?: string; json?: true; reporter: string },
  door: Door,
): Promise<Report> {
  const reporter = await chooseReporter(name, door);
  const report = await judgeScenarios(folder, { scenarios: ["grow-to-a-million-rows"], seed, command: ["grow"] }, door);
  const pen = door.pen("stdout");
  if (json) door.stdout.write(`${JSON.stringify(growthFigures(report.recording), null, 2)}\n`);
  else {
    const figures = name === "pretty" ? `\n${growthLines(report.recording, pen).join("\n")}\n` : "";
    door.stdout.write(figures + reporter.render(report, pen));
  }
  return report;
}
