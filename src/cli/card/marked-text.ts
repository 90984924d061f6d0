/**
 * Foreign text (a body, a statement, a log line) in rows of the report, cut to the telling part and with that part
 * marked: coloured, and with carets below, so that it is seen without colour too.
 */
import { type Range, rangesOf, shownText } from "../../evidence/report/marked.ts";
import type { Pen } from "../terminal/pen.ts";
import { graphemesOf, widthOf } from "../terminal/text-width.ts";

export interface MarkedTextOptions {
  marks?: readonly string[] | undefined;
  width: number;
  /** Rows of text at most, carets not counted. */
  rows: number;
}

export function markedText(raw: string, { marks = [], width, rows: mostRows }: MarkedTextOptions, pen: Pen): string[] {
  const text = shownText(raw);
  const ranges = rangesOf(text, marks);
  const rows = rowsOf(text, width);
  const shown = telling(rows, ranges, mostRows);
  const lines = shown.flatMap((row) => paintRow(text, row, ranges, pen));
  const first = shown[0];
  const last = shown.at(-1);
  if (first && first.start > 0 && first !== rows[0]) lines.unshift(pen.paint("dim", pen.glyph.ellipsis));
  if (last && last !== rows.at(-1)) {
    const left = text.length - last.end;
    lines.push(pen.paint("dim", `${pen.glyph.ellipsis} ${left} more characters`));
  }
  return lines;
}

/** Rows of at most `width` columns; breaks after a comma or space when one is near the end of the row. */
function rowsOf(text: string, width: number): Range[] {
  const rows: Range[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    let start = 0;
    let used = 0;
    let lastGap = 0;
    for (const { at, segment, width: taken } of graphemesOf(line)) {
      if (used + taken > width) {
        const end = lastGap > start + (at - start) * 0.6 ? lastGap : at;
        rows.push({ start: offset + start, end: offset + end });
        used = widthOf(line.slice(end, at));
        start = end;
      }
      used += taken;
      if (segment === " " || segment === ",") lastGap = at + segment.length;
    }
    rows.push({ start: offset + start, end: offset + line.length });
    offset += line.length + 1;
  }
  return rows;
}

/** As many rows as are allowed, with the first mark among them and what stands just before it. */
function telling(rows: Range[], ranges: Range[], most: number): Range[] {
  if (rows.length <= most) return rows;
  const first = ranges[0];
  const marked = first ? rows.findIndex((row) => row.end > first.start) : 0;
  const from = Math.max(0, Math.min(marked - Math.floor((most - 1) / 2), rows.length - most));
  return rows.slice(from, from + most);
}

function paintRow(text: string, row: Range, ranges: Range[], pen: Pen): string[] {
  const inRow = ranges
    .map(({ start, end }) => ({ start: Math.max(start, row.start), end: Math.min(end, row.end) }))
    .filter(({ start, end }) => start < end);
  if (inRow.length === 0) return [text.slice(row.start, row.end).trimEnd()];
  let line = "";
  let carets = "";
  let at = row.start;
  for (const { start, end } of inRow) {
    if (start < at) continue;
    const before = text.slice(at, start);
    const marked = text.slice(start, end);
    line += before + pen.paint(["bold", "red"], marked);
    carets += " ".repeat(widthOf(before)) + pen.glyph.caret.repeat(Math.max(1, widthOf(marked)));
    at = end;
  }
  return [(line + text.slice(at, row.end)).trimEnd(), pen.paint("red", carets)];
}
