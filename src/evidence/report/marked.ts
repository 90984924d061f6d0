/**
 * Foreign text made safe and short enough to be shown, with the places of what is to be marked.
 */
import { neutralise } from "../../base/neutralise.ts";
import type { Marked } from "../../contract/report.ts";
import { indentJson } from "./indent-json.ts";

export interface Range {
  start: number;
  end: number;
}

/** As it is shown: on a screen a tab is as wide as it likes, and line ends at the end say nothing. */
export function shownText(raw: string): string {
  return neutralise(raw).replaceAll("\t", "  ").trimEnd();
}

/** Where the marks are in a text that was made by {@link shownText}: the first place of each. */
export function rangesOf(text: string, marks: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (const mark of marks) {
    const needle = shownText(mark);
    const start = needle === "" ? -1 : text.indexOf(needle);
    if (start >= 0) ranges.push({ start, end: start + needle.length });
  }
  return ranges.sort((a, b) => a.start - b.start);
}

/** At most `limit` characters, the first mark among them. JSON in one long line is indented. */
export function markedText(raw: string, marks: readonly string[], limit: number): Marked {
  const text = shownText(raw);
  const { text: indented, place } = indentJson(text);
  const ranges = withoutOverlap(rangesOf(text, marks)).map(({ start, end }) => ({
    start: place(start),
    end: place(end - 1) + 1,
  }));
  const { start: from, end: to } = windowOf(indented, ranges[0], limit);
  return {
    text: indented.slice(from, to),
    marks: ranges
      .map(({ start, end }): [number, number] => [Math.max(0, start - from), Math.min(to, end) - from])
      .filter(([start, end]) => start < end),
    before: from,
    after: indented.length - to,
  };
}

function withoutOverlap(ranges: Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of ranges) {
    if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
  }
  return kept;
}

/** A third of the room is for what stands before the mark. No character of two halves is cut. */
function windowOf(text: string, mark: Range | undefined, limit: number): Range {
  if (text.length <= limit) return { start: 0, end: text.length };
  const wanted = mark && mark.end > limit ? mark.start - Math.floor(limit / 3) : 0;
  const start = Math.max(0, Math.min(wanted, text.length - limit));
  const end = start + limit;
  return { start: inPair(text, start) ? start + 1 : start, end: inPair(text, end) ? end - 1 : end };
}

function inPair(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text[at] ?? "") && /[\ud800-\udbff]/.test(text[at - 1] ?? "");
}
