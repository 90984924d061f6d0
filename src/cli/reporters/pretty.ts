/**
 * For people: what was checked in groups, the first failure opened as an incident card, a summary with one next thing.
 */
import type { Verdict } from "../../contract/verdict.ts";
import { count, duration } from "../amounts.ts";
import { type FailedVerdict, incidentCard } from "../card/incident-card.ts";
import { checkCommand } from "../repeat.ts";
import { type Group, groupVerdicts } from "../report-order.ts";
import type { Report, Reporter } from "../reporter.ts";
import { neutraliseLine } from "../terminal/neutralise.ts";
import type { Pen } from "../terminal/pen.ts";
import { widthOf } from "../terminal/text-width.ts";

const pretty: Reporter = {
  summary: "for people (default)",
  render(report, pen) {
    const groups = groupVerdicts(report);
    const ordered = groups.flatMap((group) => group.verdicts);
    // Room for "12 failed, 34 passed, 5 unclear" beside the longest title.
    const groupWidth = Math.min(
      pen.width - 36,
      Math.max(...groups.map(({ title = "" }) => widthOf(pen.say(title))), 0),
    );
    const first = ordered.find((verdict) => verdict.verdict === "failed");
    const lines = [
      "",
      ...head(report, pen),
      "",
      ...groups
        .filter(saysSomething)
        .flatMap((group) => groupLines(group, report, pen, { folded: first !== undefined, groupWidth })),
      ...unclearLines(ordered, report, pen),
      ...notApplicableLines(ordered, pen),
      ...(first ? ["", ...incidentCard(first as FailedVerdict, report, pen)] : []),
      "",
      ...summary(ordered, report, pen),
      "",
    ];
    return `${lines.join("\n")}\n`;
  },
};
export default pretty;

function head({ recording, subject, evidence }: Report, pen: Pen): string[] {
  const { title, version } = recording.surface;
  const contract = recording.project ? `${title} ${version} (${recording.project})` : `${title} ${version}`;
  const parts = [contract, subject, ...(evidence.subject.start ? [evidence.subject.start] : [])];
  const line = pen.cut(parts.map(neutraliseLine).join(` ${pen.glyph.dot} `), pen.width - 2);
  const name = neutraliseLine(contract);
  return [`  ${line.startsWith(name) ? pen.paint("bold", name) + line.slice(name.length) : line}`];
}

/** When something failed, what passed is folded into the group's line; when all is well, every check is seen by name. */
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
  const number = (kind: Verdict["verdict"]) => verdicts.filter((verdict) => verdict.verdict === kind).length;
  const [failed, passed, unclear] = [number("failed"), number("passed"), number("unclear")];
  const mark =
    failed > 0
      ? pen.paint("red", pen.glyph.failed)
      : unclear > 0
        ? pen.paint("yellow", pen.glyph.unclear)
        : passed > 0
          ? pen.paint("green", pen.glyph.passed)
          : pen.paint("dim", pen.glyph.notApplicable);
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
    const figures = Object.entries(verdict.measured ?? {}).map(([name, value]) => neutraliseLine(`${name} ${value}`));
    const room = pen.width - indent - 2;
    const measured = figures.length > 0 ? `  ${figures.join(` ${pen.glyph.dot} `)}` : "";
    const shown = widthOf(title) + widthOf(measured) <= room ? measured : "";
    return [`${space}${pen.paint("green", pen.glyph.passed)} ${pen.cut(title, room)}${pen.paint("dim", shown)}`];
  }
  const title = pen.say(check?.title.failed ?? verdict.check);
  const open = pen.paint("dim", `--only ${verdict.check}`);
  const mark = `${space}${pen.paint("red", pen.glyph.failed)} `;
  if (titleWidth > 0) return [`${mark}${pen.pad(title, titleWidth)}  ${open}`];
  const [firstLine = "", ...rest] = pen.wrap(title, { width: pen.width - indent - 2 });
  return [mark + firstLine, ...rest.map((line) => `${space}  ${line}`), `${space}  ${open}`];
}

/** The column after the longest title of a failure, or 0 where a title and its command do not fit on one line. */
function failedTitleWidth({ verdicts, checks }: Report, pen: Pen): number {
  const failed = verdicts.filter((verdict) => verdict.verdict === "failed");
  const widest = (texts: string[]) => Math.max(0, ...texts.map((text) => widthOf(text)));
  const title = widest(failed.map(({ check }) => pen.say(checks.get(check)?.title.failed ?? check)));
  const command = widest(failed.map(({ check }) => `--only ${check}`));
  return 6 + title + 2 + command <= pen.width ? title : 0;
}

/** Checks that share a reason share a paragraph: a program that does not start makes forty of them. */
function unclearLines(verdicts: Verdict[], { checks }: Report, pen: Pen): string[] {
  const byReason = new Map<string, string[]>();
  for (const verdict of verdicts) {
    if (verdict.verdict !== "unclear") continue;
    const [firstLine = ""] = verdict.why.split("\n");
    const reason = neutraliseLine(firstLine.replace(/^"[\w-]+" could not be carried out: /, ""));
    byReason.set(reason, [...(byReason.get(reason) ?? []), checks.get(verdict.check)?.title.passed ?? verdict.check]);
  }
  if (byReason.size === 0) return [];
  const paragraphs = [...byReason].flatMap(([reason, titles]) => {
    const shown = titles.slice(0, 4);
    const more = titles.length - shown.length;
    return [
      ...shown.map(
        (title) =>
          `  ${pen.paint("yellow", pen.glyph.unclear)} ${pen.paint("dim", pen.cut(pen.say(title), pen.width - 4))}`,
      ),
      ...(more > 0 ? [pen.paint("dim", `    and ${count(more, "other check")}`)] : []),
      ...pen.wrap(`because ${reason}`, { indent: 4 }).map((line) => pen.paint("dim", line)),
    ];
  });
  return ["", `  ${pen.paint("bold", "Could not be told")}`, ...paragraphs];
}

function notApplicableLines(verdicts: Verdict[], pen: Pen): string[] {
  const ids = verdicts.filter((verdict) => verdict.verdict === "not-applicable").map((verdict) => verdict.check);
  if (ids.length === 0) return [];
  const text = `${pen.glyph.notApplicable} not applicable here: ${ids.join(", ")}`;
  return ["", ...pen.wrap(text, { indent: 2 }).map((line) => pen.paint("dim", line))];
}

export function summary(verdicts: readonly Verdict[], report: Report, pen: Pen): string[] {
  const number = (kind: Verdict["verdict"]) => verdicts.filter((verdict) => verdict.verdict === kind).length;
  const counts = [
    [number("failed"), "failed", "red"],
    [number("passed"), "passed", "green"],
    [number("unclear"), "unclear", "yellow"],
    [number("not-applicable"), "not applicable", "dim"],
  ] as const;
  const result = counts.filter(([n]) => n > 0).map(([n, word, style]) => pen.paint(style, `${n} ${word}`));
  const line = [
    ...result,
    pen.paint("dim", duration(report.durationMs)),
    pen.paint("dim", `seed ${report.recording.seed}`),
  ];
  return [
    pen.paint("dim", pen.glyph.line.repeat(pen.width)),
    `  ${line.length === 2 ? "nothing was judged · " : ""}${line.join(pen.paint("dim", ` ${pen.glyph.dot} `))}`,
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
  if (report.holding) return [`the program runs at ${command(report.holding)} until Ctrl-C`];
  if (failed) return [`mend ${failed.check}, then`, command(checkCommand(report, { only: failed.check, seed: null }))];
  if (report.evidence.scope !== "full") return ["all of it:", command(checkCommand(report, { seed: null }))];
  if (!verdicts.some((verdict) => verdict.verdict === "passed")) {
    return ["see what is missing on this machine:", command(`${report.called} doctor`)];
  }
  return report.kept
    ? [`commit your work; anyone can repeat this with`, command(`${report.called} verify ${report.kept}`)]
    : ["nothing: it is seaworthy"];
}
