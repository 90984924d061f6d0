/**
 * Workflow commands of GitHub Actions, which show each failure as an annotation of the run.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */

import { count, duration } from "../../base/amounts.ts";
import { neutralise } from "../../base/neutralise.ts";
import type { Verdict } from "../../contract/verdict.ts";
import { checkCommand } from "../../evidence/report/repeat.ts";
import { groupVerdicts } from "../../evidence/report/report-order.ts";
import type { Report, Reporter } from "../reporter.ts";

const github: Reporter = {
  summary: "annotations of GitHub Actions",
  render(report) {
    const verdicts = groupVerdicts(report).flatMap((group) => group.verdicts);
    const number = (kind: Verdict["verdict"]) => verdicts.filter((verdict) => verdict.verdict === kind).length;
    const { title, version } = report.recording.surface;
    const counts = `${number("failed")} failed, ${number("passed")} passed, ${number("unclear")} unclear, ${number("not-applicable")} not applicable`;
    return [
      ...verdicts.flatMap((verdict) => annotation(verdict, report)),
      // Not a command, so nothing in it may look like one at the start of the line.
      `Seaworthy judged ${neutralise(`${title} ${version}`).replaceAll("\n", " ")} by ${count(verdicts.length, "check")} in ${duration(report.durationMs)}: ${counts}. Seed ${report.recording.seed}.`,
      "",
    ].join("\n");
  },
};
export default github;

function annotation(verdict: Verdict, report: Report): string[] {
  const check = report.checks.get(verdict.check);
  if (verdict.verdict === "failed") {
    const { headline, expected, seen } = verdict.failure;
    const more = verdict.others?.length ? [`and ${count(verdict.others.length, "more failure")} of this kind`] : [];
    return [
      command("error", check?.title.failed ?? verdict.check, [
        headline,
        `expected: ${expected}`,
        `seen: ${seen}`,
        ...more,
        `repeat it: ${checkCommand(report, { only: verdict.check })}`,
      ]),
    ];
  }
  if (verdict.verdict !== "unclear") return [];
  return [command("warning", `could not be told: ${check?.title.passed ?? verdict.check}`, [verdict.why])];
}

function command(kind: "error" | "warning", title: string, lines: string[]): string {
  return `::${kind} title=${escapeProperty(neutralise(title))}::${escapeData(neutralise(lines.join("\n")))}`;
}

/** As @actions/core does it. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
