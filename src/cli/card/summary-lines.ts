/**
 * The end of a report: the counts, the time, the seed, where the evidence is, and one next thing.
 */

import { duration } from "../../base/amounts.ts";
import { isWholeRun } from "../../contract/evidence.ts";
import type { Verdict } from "../../contract/verdict.ts";
import { checkCommand, sameCommand } from "../../evidence/report/repeat.ts";
import type { Report } from "../reporter.ts";
import type { Pen } from "../terminal/pen.ts";

export function summaryLines(verdicts: readonly Verdict[], report: Report, pen: Pen): string[] {
  const number = (kind: Verdict["verdict"]) => verdicts.filter((verdict) => verdict.verdict === kind).length;
  const counts = [
    [number("failed"), "failed", "red"],
    [number("passed"), "passed", "green"],
    [number("unclear"), "unclear", "yellow"],
    [number("not-applicable"), "not applicable", "dim"],
  ] as const;
  const result = counts.filter(([n]) => n > 0).map(([n, word, style]) => pen.paint(style, `${n} ${word}`));
  const line = [
    ...(result.length > 0 ? result : ["nothing was judged"]),
    pen.paint("dim", duration(report.durationMs)),
    pen.paint("dim", `seed ${report.recording.seed}`),
  ];
  return [
    pen.paint("dim", pen.glyph.line.repeat(pen.width)),
    ...pen.wrap(line.join(pen.paint("dim", ` ${pen.glyph.dot} `)), { indent: 2 }),
    ...(report.kept ? row("evidence", [report.kept], pen) : []),
    ...row("next", nextThing(verdicts, report, pen), pen),
  ];
}

function row(name: string, lines: string[], pen: Pen): string[] {
  return lines.map((line, i) => `  ${pen.paint("dim", pen.pad(i === 0 ? name : "", 10))}${line}`);
}

/** One next thing, and only one. */
function nextThing(verdicts: readonly Verdict[], report: Report, pen: Pen): string[] {
  const command = (text: string) => pen.paint("cyan", text);
  const failed = verdicts.find((verdict) => verdict.verdict === "failed");
  if (report.holding) return ["the program runs on until Ctrl-C at", command(report.holding)];
  if (failed) return [`mend ${failed.check}, then`, command(checkCommand(report, { only: failed.check, seed: null }))];
  if (!isWholeRun(report.evidence)) return ["all of it:", command(checkCommand(report, { seed: null }))];
  if (!verdicts.some((verdict) => verdict.verdict === "passed")) {
    return ["see what is missing on this machine:", command(`${report.called} doctor`)];
  }
  if (verdicts.some((verdict) => verdict.verdict === "unclear")) {
    return ["look once more at what could not be told:", command(sameCommand(report, { seed: null }))];
  }
  return report.kept
    ? ["commit your work; anyone can repeat this with", command(`${report.called} verify ${report.kept}`)]
    : ["nothing: it is seaworthy"];
}
