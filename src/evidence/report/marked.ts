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

export interface Room {
  /** Characters. */
  length: number;
  /** Of a body that is put in lines; undefined: it is left as it is. */
  lines?: number;
}

/** As much as there is room for, the first mark among it. */
export function markedText(raw: string, marks: readonly string[], { length, lines }: Room): Marked {
  const text = shownText(raw);
  const { text: indented, place } = lines === undefined ? { text, place: (at: number) => at } : indentJson(text);
  const ranges = withoutOverlap(rangesOf(text, marks)).map(({ start, end }) => ({
    start: place(start),
    end: place(end - 1) + 1,
  }));
  const { start: from, end: to } = linesOf(indented, windowOf(indented, ranges[0], length), ranges[0], lines);
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

/** Whole lines, and no more than there is room for. */
function linesOf(text: string, { start, end }: Range, mark: Range | undefined, most: number | undefined): Range {
  if (most === undefined) return { start, end };
  const starts = [start];
  for (let i = text.indexOf("\n", start); i >= 0 && i + 1 < end; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  if (starts.length <= most) return { start, end };
  const marked = mark ? starts.findLastIndex((at) => at <= mark.start) : 0;
  const first = Math.max(0, Math.min(marked - Math.floor(most / 2), starts.length - most));
  const after = starts[first + most];
  return { start: starts[first] ?? start, end: after === undefined ? end : after - 1 };
}

function inPair(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text[at] ?? "") && /[\ud800-\udbff]/.test(text[at - 1] ?? "");
}
