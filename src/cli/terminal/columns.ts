/**
 * Rows of cells as aligned lines, headings with a note, words with a text beside them. Where a line would be too wide, what
 * comes last goes below.
 */
import type { Pen } from "./pen.ts";
import { widthOf } from "./text-width.ts";

/** Cells may be painted already. Columns that do not fit go on a line of their own, below their row. */
export function columns(
  rows: readonly (readonly string[])[],
  pen: Pen,
  { indent = 2, gap = 2, right = [] as readonly number[] } = {},
): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
  const fitting = howManyFit(widths, pen.width - indent, gap);
  return rows.flatMap((row) => {
    const cells = row.slice(0, fitting).map((cell, i) => {
      const width = widths[i] ?? 0;
      return right.includes(i) ? " ".repeat(width - widthOf(cell)) + cell : pen.pad(cell, width);
    });
    const below = row.slice(fitting).filter((cell) => cell !== "");
    return [
      (" ".repeat(indent) + cells.join(" ".repeat(gap))).trimEnd(),
      ...(below.length === 0 ? [] : pen.wrap(below.join("  "), { indent: indent + 4 })),
    ];
  });
}

/** The first always: it is cut by nobody. */
function howManyFit(widths: readonly number[], room: number, gap: number): number {
  let used = 0;
  for (const [i, width] of widths.entries()) {
    used += width + (i === 0 || width === 0 ? 0 : gap);
    if (used > room && i > 0) return i;
  }
  return widths.length;
}

/** A title, and beside or below it what frames it. */
export function heading(title: string, note: string, pen: Pen, indent = 2): string[] {
  const first = " ".repeat(indent) + pen.paint("bold", pen.say(title));
  const said = pen.say(note);
  if (widthOf(first) + 2 + widthOf(said) <= pen.width) return [`${first}  ${pen.paint("dim", said)}`.trimEnd()];
  return [
    ...pen.wrap(title, { indent }).map((line) => pen.paint("bold", line)),
    ...pen.wrap(note, { indent }).map((line) => pen.paint("dim", line)),
  ];
}

/** A command and what it is for; the second only where there is room. */
export function commandLines(
  rows: readonly (readonly [command: string, what: string])[],
  pen: Pen,
  indent = 2,
): string[] {
  const width = Math.max(0, ...rows.map(([command]) => widthOf(command)));
  const room = rows.every(([, what]) => indent + width + 2 + widthOf(pen.say(what)) <= pen.width);
  return rows.map(([command, what]) => {
    const line = " ".repeat(indent) + pen.paint("cyan", command);
    return room ? `${line}${" ".repeat(width - widthOf(command))}  ${pen.paint("dim", pen.say(what))}` : line;
  });
}

/** A word in its column and a text beside it that wraps in its own; below it where the words leave too little room. */
export function beside(
  words: readonly (readonly [word: string, text: string])[],
  pen: Pen,
  { indent = 2, gap = 2, paint = (word: string) => pen.paint("dim", word) } = {},
): string[] {
  const width = Math.max(0, ...words.map(([word]) => widthOf(word)));
  const left = indent + width + gap;
  if (pen.width - left < narrowestText) {
    return words.flatMap(([word, text]) => [
      ...pen.wrap(word, { indent }).map(paint),
      ...pen.wrap(text, { indent: indent + 4 }),
    ]);
  }
  return words.flatMap(([word, text]) => {
    const [first = "", ...rest] = pen.wrap(text, { width: pen.width - left });
    return [
      `${" ".repeat(indent)}${paint(pen.pad(word, width))}${" ".repeat(gap)}${first}`.trimEnd(),
      ...rest.map((line) => (line === "" ? "" : " ".repeat(left) + line)),
    ];
  });
}

/** Five or six words. */
const narrowestText = 32;
