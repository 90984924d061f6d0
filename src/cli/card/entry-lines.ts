/**
 * One entry of the recording in rows of the terminal: when, what, and its telling part.
 */
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Entry } from "../../contract/recording.ts";
import { type EntryPart, isMarked, entryRows as rowsOf } from "../../evidence/report/entry-parts.ts";
import type { Pen } from "../terminal/pen.ts";
import { markedText } from "./marked-text.ts";

export interface EntryRow {
  /** Since the recording began; undefined on the rows that belong to the one before. */
  at?: number;
  /** "request", "answer", "sql" … */
  what: string;
  lines: string[];
}

export interface EntryLook {
  marks: readonly string[];
  width: number;
  pen: Pen;
}

export function entryRows(entry: Entry, look: EntryLook): EntryRow[] {
  return rowsOf(entry, look.marks).map(({ parts, what, ...row }) => ({
    ...row,
    what,
    lines: parts.flatMap((part) => partLines(part, what, look)),
  }));
}

/** Rows of a body, by what it belongs to: of an answer more is wanted than of what was sent. */
const bodyRows: Readonly<Record<string, number>> = { answer: 6, found: 4 };

function partLines({ tone, text, marks, aside }: EntryPart, what: string, { width, pen }: EntryLook): string[] {
  const foreign = (rows: number) => markedText(text, { marks, width, rows }, pen);
  switch (tone) {
    case "target":
    case "values":
      return foreign(2);
    case "header":
      return isMarked(text, marks) ? foreign(2) : [pen.paint("dim", pen.cut(neutraliseLine(text), width))];
    case "body":
      return foreign(bodyRows[what] ?? 3);
    case "sql":
      return foreign(4);
    case "status": {
      const painted = pen.paint(marks.length > 0 ? ["bold", "red"] : "bold", text);
      return [`${painted}${pen.paint("dim", ` ${pen.glyph.dot} ${aside}`)}`];
    }
    case "error":
      return pen.wrap(neutraliseLine(text), { width }).map((row) => pen.paint("red", row));
    case "note":
      return [pen.paint("dim", text)];
    case "text":
      return pen.wrap(neutraliseLine(text), { width });
  }
}
