/**
 * `seaworthy load`: only what brings load, shown as figures first and verdicts after.
 */
import type { Door } from "../door.ts";
import { judgeScenarios } from "../judge-scenarios.ts";
import { chooseReporter, type Report } from "../reporter.ts";
import { loadFigures, loadLines } from "./load-view.ts";

const scenarios = ["find-the-knee", "crowd-a-slow-database"];

export async function runLoad(
  folder: string,
  { seed, p99, json, reporter: name }: { seed?: string; p99?: number; json?: true; reporter: string },
  door: Door,
): Promise<Report> {
  const limits = p99 === undefined ? {} : { latencyMsP99: p99 };
  const command = ["load", ...(p99 === undefined ? [] : ["--p99", String(p99)])];
  const reporter = await chooseReporter(name, door);
  const report = await judgeScenarios(folder, { scenarios, limits, seed, command }, door);
  const pen = door.pen("stdout");
  if (json) door.stdout.write(`${JSON.stringify(loadFigures(report.recording), null, 2)}\n`);
  else {
    const figures = name === "pretty" ? `\n${loadLines(report.recording, pen).join("\n")}\n` : "";
    door.stdout.write(figures + reporter.render(report, pen));
  }
  return report;
}
