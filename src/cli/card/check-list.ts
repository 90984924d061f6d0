/**
 * The checks of a report, group by group: what failed with the way to open it, what passed as a number or by name.
 */

import { neutraliseLine } from "../../base/neutralise.ts";
import type { Verdict } from "../../contract/verdict.ts";
import type { Group } from "../../evidence/report/report-order.ts";
import type { Report } from "../reporter.ts";
import type { Pen } from "../terminal/pen.ts";
import { widthOf } from "../terminal/text-width.ts";

/** `folded`: what passed is only counted. */
export function checkList(groups: Group[], report: Report, pen: Pen, { folded }: { folded: boolean }): string[] {
  const widest = (texts: string[]) => Math.max(0, ...texts.map((text) => widthOf(text)));
  const room = pen.width - 6 - widest(groups.map((group) => countsOf(group, pen)));
  const groupWidth = Math.min(room, widest(groups.map(({ title = "" }) => pen.say(title))));
  return groups.filter(saysSomething).flatMap((group) => groupLines(group, report, pen, { folded, groupWidth }));
}

function groupLines(
  group: Group,
  report: Report,
  pen: Pen,
  { folded, groupWidth }: { folded: boolean; groupWidth: number },
): string[] {
  const shown = group.verdicts.filter(
    (verdict) => verdict.verdict === "failed" || (!folded && verdict.verdict === "passed"),
  );
  const look = { indent: group.title === undefined && !folded ? 2 : 4, titleWidth: failedTitleWidth(report, pen) };
  const lines = shown.flatMap((verdict) => verdictLines(verdict, report, pen, look));
  return group.title === undefined
    ? [...(folded ? [foldedLine(group, groupWidth, pen)] : []), ...lines]
    : [foldedLine(group, groupWidth, pen), ...lines];
}

/** What is not applicable is said in a line of its own. */
function saysSomething({ verdicts }: Group): boolean {
  return verdicts.some((verdict) => verdict.verdict !== "not-applicable");
}

function foldedLine(group: Group, titleWidth: number, pen: Pen): string {
  const { title = "Checks", verdicts } = group;
  const has = (kind: Verdict["verdict"]) => verdicts.some(({ verdict }) => verdict === kind);
  const mark = has("failed")
    ? pen.paint("red", pen.glyph.failed)
    : has("unclear")
      ? pen.paint("yellow", pen.glyph.unclear)
      : pen.paint("green", pen.glyph.passed);
  return `  ${mark} ${pen.paint("bold", pen.pad(pen.cut(pen.say(title), titleWidth), titleWidth))}  ${countsOf(group, pen)}`;
}

function countsOf({ verdicts }: Group, pen: Pen): string {
  const counts = [
    ["failed", "red"],
    ["passed", undefined],
    ["unclear", "yellow"],
  ] as const;
  return counts
    .map(([kind, style]) => ({ n: verdicts.filter(({ verdict }) => verdict === kind).length, kind, style }))
    .filter(({ n }) => n > 0)
    .map(({ n, kind, style }) => (style ? pen.paint(style, `${n} ${kind}`) : `${n} ${kind}`))
    .join(", ");
}

function verdictLines(
  verdict: Verdict,
  report: Report,
  pen: Pen,
  { indent, titleWidth }: { indent: number; titleWidth: number },
): string[] {
  const check = report.checks.get(verdict.check);
  const space = " ".repeat(indent);
  if (verdict.verdict === "passed") {
    const title = pen.say(check?.title.passed ?? verdict.check);
    return passedLines(title, verdict.measured ?? {}, pen, space);
  }
  const title = pen.say(check?.title.failed ?? verdict.check);
  const command = `--only ${verdict.check}`;
  const open = pen.paint("dim", command);
  const mark = `${space}${pen.paint("red", pen.glyph.failed)} `;
  const fits = indent + 2 + Math.max(titleWidth, widthOf(title)) + 2 + widthOf(command) <= pen.width;
  if (titleWidth > 0 && fits) return [`${mark}${pen.pad(title, titleWidth)}  ${open}`];
  const [firstLine = "", ...rest] = pen.wrap(title, { width: pen.width - indent - 2 });
  return [mark + firstLine, ...rest.map((line) => `${space}  ${line}`), `${space}  ${open}`];
}

/** With its figures beside it, or below where they are too long. */
function passedLines(title: string, measured: Record<string, string | number>, pen: Pen, space: string): string[] {
  const figures = Object.entries(measured).map(([name, value]) => neutraliseLine(`${name} ${value}`));
  const room = pen.width - space.length - 2;
  const line = `${space}${pen.paint("green", pen.glyph.passed)} ${pen.cut(title, room)}`;
  const beside = figures.length === 0 ? "" : `  ${figures.join(` ${pen.glyph.dot} `)}`;
  if (widthOf(title) + widthOf(beside) <= room) return [`${line}${pen.paint("dim", beside)}`];
  const below = pen.wrap(beside.trim(), { width: room });
  return [line, ...below.map((text) => `${space}  ${pen.paint("dim", text)}`)];
}

/** Narrower than that, all commands go below their titles: a column with many exceptions is none. */
const narrowestTitles = 36;

/** The column for the titles of failures; a longer title pushes its command to the right. 0: there is no room for one. */
function failedTitleWidth({ verdicts, checks }: Report, pen: Pen): number {
  const failed = verdicts.filter((verdict) => verdict.verdict === "failed");
  const widest = (texts: string[]) => Math.max(0, ...texts.map((text) => widthOf(text)));
  const title = widest(failed.map(({ check }) => pen.say(checks.get(check)?.title.failed ?? check)));
  const room = pen.width - 8 - widest(failed.map(({ check }) => `--only ${check}`));
  return room >= Math.min(title, narrowestTitles) ? Math.min(title, room) : 0;
}
