/**
 * A failed check as an incident card: what happened, the evidence, how to repeat it, why it matters, what still holds,
 * and the first hint. Only what was observed is claimed.
 */

import { count, duration } from "../../base/amounts.ts";
import { neutraliseLine } from "../../base/neutralise.ts";
import { prose } from "../../base/prose.ts";
import type { Failure } from "../../contract/verdict.ts";
import { curlLines } from "../../evidence/report/curl-lines.ts";
import { evidenceEntries } from "../../evidence/report/evidence-entries.ts";
import { firstHint } from "../../evidence/report/hints.ts";
import type { FailedVerdict } from "../../evidence/report/incident-card.ts";
import { checkCommand } from "../../evidence/report/repeat.ts";
import { stillHolding } from "../../evidence/report/still-holding.ts";
import type { Check } from "../../judge/check.ts";
import type { Report } from "../reporter.ts";
import type { Pen } from "../terminal/pen.ts";
import { entryRows } from "./entry-lines.ts";

export type { FailedVerdict };

export function incidentCard(verdict: FailedVerdict, report: Report, pen: Pen): string[] {
  const check = report.checks.get(verdict.check);
  if (!check) throw new Error(`the report has a verdict of an unknown check ${verdict.check}`);
  return [
    ...verdictSection(verdict, check, pen),
    ...evidenceSection(verdict, report, pen),
    ...furtherFailures(verdict, pen),
    ...repeatSection(verdict, report, pen),
    ...whySection(check, pen),
    ...section("What still holds", holdingLines(verdict, report, pen), pen),
    ...section("First hint", hintLines(verdict, check, report, pen), pen),
  ];
}

export function verdictSection({ check: id, failure }: FailedVerdict, check: Check, pen: Pen): string[] {
  const left = `${pen.glyph.heavyLine.repeat(2)} ${pen.glyph.failed} ${id} `;
  const right = ` ${check.severity} ${pen.glyph.heavyLine.repeat(2)}`;
  const rule = pen.glyph.heavyLine.repeat(Math.max(2, pen.width - left.length - right.length));
  return [
    pen.paint("red", left + rule + right),
    "",
    ...pen.wrap(neutraliseLine(failure.headline), { indent: 2 }).map((line) => pen.paint("bold", line)),
    "",
    ...expectedAndSeen(failure, pen),
  ];
}

export function evidenceSection({ failure }: FailedVerdict, report: Report, pen: Pen): string[] {
  return section("What happened", evidenceLines(failure, report, pen), pen);
}

export function repeatSection(verdict: FailedVerdict, report: Report, pen: Pen): string[] {
  return section("Repeat it", repeatLines(verdict, report, pen), pen);
}

export function whySection(check: Check, pen: Pen): string[] {
  return section("Why it matters", whyLines(check, pen), pen);
}

function section(title: string, lines: string[], pen: Pen): string[] {
  return lines.length === 0 ? [] : ["", `  ${pen.paint("bold", title)}`, ...lines];
}

function expectedAndSeen({ expected, seen, measured }: Failure, pen: Pen): string[] {
  const figures = Object.entries(measured ?? {}).map(([name, value]) => `${name} ${value}`);
  const rows = [
    ["expected", expected],
    ["seen", seen],
    ...(figures.length > 0 ? [["measured", figures.join(` ${pen.glyph.dot} `)]] : []),
  ];
  return rows.flatMap(([name = "", text = ""]) => {
    const [first = "", ...rest] = pen.wrap(neutraliseLine(text), { width: pen.width - 12 });
    return [`  ${pen.paint("dim", pen.pad(name, 10))}${first}`, ...rest.map((line) => `            ${line}`)];
  });
}

/** Columns: when (since the first of what is shown), what, content. */
const timeWidth = 9;
const kindWidth = 8;

function evidenceLines(failure: Failure, { recording }: Report, pen: Pen): string[] {
  const { entries, leftOut, logWasSilent } = evidenceEntries(failure, recording);
  const column = 2 + timeWidth + 2 + kindWidth + 1;
  const look = { marks: failure.mark ?? [], width: pen.width - column, pen };
  const began = entries[0]?.at ?? 0;
  const severalCopies = new Set(entries.map((entry) => entry.instance)).size > 1;
  const lines = entries.flatMap((entry) =>
    entryRows(entry, look).flatMap(({ at, what, lines }) => {
      const time = at === undefined ? "" : at === began ? "0 ms" : `+${duration(at - began).replace("< 1", "0")}`;
      const [first = "", ...rest] = lines;
      const copy = severalCopies && at !== undefined && entry.instance ? pen.paint("dim", ` ${entry.instance}`) : "";
      return [
        `  ${pen.paint("dim", time.padStart(timeWidth))}  ${pen.paint("cyan", pen.pad(what, kindWidth))} ${first}${copy}`,
        ...rest.map((line) => (line === "" ? "" : " ".repeat(column) + line)),
      ];
    }),
  );
  if (leftOut > 0)
    lines.push(
      pen.paint("dim", `${" ".repeat(column)}${count(leftOut, "further entry", "further entries")} in the recording`),
    );
  if (logWasSilent)
    lines.push(
      `${" ".repeat(2 + timeWidth + 2)}${pen.paint("cyan", pen.pad("log", kindWidth))} ${pen.paint("dim", "the program printed nothing at that moment")}`,
    );
  return lines;
}

function furtherFailures({ others = [] }: FailedVerdict, pen: Pen): string[] {
  if (others.length === 0) return [];
  const shown = others.slice(0, 3).flatMap(({ headline: text }) => {
    const [first = "", ...rest] = pen.wrap(neutraliseLine(text), { width: pen.width - 6 });
    return [`    ${pen.glyph.dot} ${first}`, ...rest.map((line) => `      ${line}`)];
  });
  const more = others.length - Math.min(3, others.length);
  return [
    "",
    `  ${pen.paint("bold", `${count(others.length, "more failure")} of the same kind`)}`,
    ...shown,
    ...(more > 0 ? [pen.paint("dim", `    ${pen.glyph.dot} and ${more} more (--json lists them)`)] : []),
  ];
}

/** Lines to paste are never wrapped by us: a line break would break them. */
function repeatLines({ check, failure }: FailedVerdict, report: Report, pen: Pen): string[] {
  const lines = [`    ${pen.paint("cyan", checkCommand(report, { only: check }))}`];
  const base = report.holding ?? report.evidence.subject.url ?? undefined;
  const { lines: curls, caveat } = curlLines(failure, report.recording, base);
  if (caveat) lines.push(...pen.wrap(caveat, { indent: 4 }).map((row) => pen.paint("dim", row)));
  if (curls.length === 0) return lines;
  const where = base
    ? "or by hand, against the running copy:"
    : "or by hand, against the copy that --hold leaves running (it prints its URL):";
  return [
    ...lines,
    ...pen.wrap(where, { indent: 4 }).map((row) => pen.paint("dim", row)),
    ...curls.map((line) => `    ${pen.paint("cyan", line)}`),
  ];
}

export function whyLines(check: Check, pen: Pen): string[] {
  const references = check.references.flatMap(({ name, url }) => {
    const oneLine = `${name}  ${url}`;
    return 4 + oneLine.length <= pen.width ? [pen.say(oneLine)] : [pen.say(name), `  ${url}`];
  });
  return [...pen.wrap(prose(check.why), { indent: 4 }), ...references.map((line) => pen.paint("dim", `    ${line}`))];
}

/** What was passed nearby first: the checks that read the same scenario, then the rest as a number. */
function holdingLines(verdict: FailedVerdict, report: Report, pen: Pen): string[] {
  const { shown, more } = stillHolding(verdict, report);
  if (shown.length === 0) return [pen.paint("dim", "    nothing that was judged in this run")];
  return [
    ...shown.map(
      (check) => `    ${pen.paint("green", pen.glyph.passed)} ${pen.cut(pen.say(check.title.passed), pen.width - 6)}`,
    ),
    ...(more > 0 ? [pen.paint("dim", `      and ${count(more, "other check")}`)] : []),
  ];
}

function hintLines({ check: id, failure }: FailedVerdict, check: Check, report: Report, pen: Pen): string[] {
  return [
    ...pen.wrap(firstHint(check, failure).text, { indent: 4 }),
    `    ${pen.paint("dim", "next hint")}  ${pen.paint("cyan", `${report.called} explain ${id} --hint 2`)}`,
  ];
}
