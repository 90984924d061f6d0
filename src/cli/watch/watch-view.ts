/**
 * What `check --watch` shows. Pure: lines for a pen.
 */

import { duration } from "../../base/amounts.ts";
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Verdict } from "../../contract/verdict.ts";
import type { Report } from "../reporter.ts";
import type { Pen } from "../terminal/pen.ts";

export interface Seen {
  verdict: Verdict;
  report: Report;
}

export const keys: readonly (readonly [key: string, effect: string])[] = [
  ["h", "hint"],
  ["w", "why"],
  ["e", "evidence"],
  ["r", "run this one again"],
  ["n", "next"],
  ["l", "list"],
  ["enter", "run the fast ones again"],
  ["a", "run all"],
  ["v", "this verdict is wrong"],
  ["q", "quit"],
];

export function savedLine(paths: readonly string[], pen: Pen): string[] {
  const more = paths.length > 1 ? ` and ${paths.length - 1} more` : "";
  const text = `saved ${neutraliseLine(paths[0] ?? "")}${more} ${pen.glyph.dot} starting`;
  return ["", `  ${pen.paint("dim", pen.cut(text, pen.width - 2))}`];
}

/** As it comes: failures at once, and what was mended; the rest is a number at the end. */
export function arrivedLine(verdict: Verdict, before: Verdict | undefined, title: string, pen: Pen): string[] {
  if (verdict.verdict === "failed") {
    return [
      `  ${pen.paint("red", pen.glyph.failed)} ${pen.cut(neutraliseLine(verdict.failure.headline), pen.width - 4)}`,
    ];
  }
  if (verdict.verdict === "passed" && before?.verdict === "failed") {
    return [`  ${pen.paint("green", pen.glyph.passed)} ${pen.cut(`${pen.say(title)} (was red)`, pen.width - 4)}`];
  }
  return [];
}

export function runSummary(
  verdicts: readonly Verdict[],
  { durationMs, everything, called, seed }: { durationMs: number; everything: boolean; called: string; seed: string },
  pen: Pen,
): string[] {
  const number = (kind: Verdict["verdict"]) => verdicts.filter((verdict) => verdict.verdict === kind).length;
  const counts = [
    [number("failed"), "failed", "red"],
    [number("passed"), "passed", "green"],
    [number("unclear"), "unclear", "yellow"],
  ] as const;
  const shown = counts.filter(([n]) => n > 0).map(([n, word, style]) => pen.paint(style, `${n} ${word}`));
  const parts = [...shown, pen.paint("dim", duration(durationMs)), pen.paint("dim", `seed ${seed}`)];
  const rest =
    number("failed") === 0 && number("passed") > 0 && !everything
      ? [`  ${pen.paint("dim", `the fast ones hold ${pen.glyph.dot} a runs all, as \`${called} check\` does`)}`]
      : [];
  return [`  ${parts.join(pen.paint("dim", ` ${pen.glyph.dot} `))}`, ...rest];
}

/** The failure that the keys speak of. */
export function currentLine(check: string, { place, of }: { place: number; of: number }, pen: Pen): string[] {
  const which = of > 1 ? ` (${place} of ${of})` : "";
  return [`  ${pen.glyph.bullet} ${pen.paint("bold", check)}${pen.paint("dim", which)}`, keyLine(pen)];
}

export function keyLine(pen: Pen): string {
  const items = keys.map(([key, effect]) => `${pen.paint("cyan", key)} ${pen.paint("dim", effect)}`);
  // Broken by item, never inside of one.
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const [i, item] of items.entries()) {
    const [key = "", effect = ""] = keys[i] ?? [];
    const width = key.length + 1 + effect.length + 3;
    if (used + width > pen.width - 2 && line !== "") {
      lines.push(line);
      line = "";
      used = 0;
    }
    line += (line === "" ? "  " : "   ") + item;
    used += width;
  }
  return [...lines, line].join("\n");
}

export function listLines(all: ReadonlyMap<string, Seen>, pen: Pen): string[] {
  const marks = {
    passed: pen.paint("green", pen.glyph.passed),
    failed: pen.paint("red", pen.glyph.failed),
    unclear: pen.paint("yellow", pen.glyph.unclear),
    "not-applicable": pen.paint("dim", pen.glyph.notApplicable),
  };
  const lines = [...all].map(([id, { verdict, report }]) => {
    const title = report.checks.get(id)?.title;
    const text = verdict.verdict === "failed" ? title?.failed : title?.passed;
    return `  ${marks[verdict.verdict]} ${pen.cut(pen.say(text ?? id), pen.width - 4)}`;
  });
  return ["", ...(lines.length > 0 ? lines : ["  nothing was judged yet"])];
}
