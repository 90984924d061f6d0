/**
 * Rows of cells as aligned lines. A cell may be painted already; the last one is not padded.
 */
import type { Pen } from "./pen.ts";
import { widthOf } from "./text-width.ts";

export function columns(
  rows: readonly (readonly string[])[],
  pen: Pen,
  { indent = 2, gap = 2, right = [] as readonly number[] } = {},
): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
  return rows.map((row) => {
    const cells = row.map((cell, i) => {
      const width = widths[i] ?? 0;
      if (right.includes(i)) return " ".repeat(width - widthOf(cell)) + cell;
      return i === row.length - 1 ? cell : pen.pad(cell, width);
    });
    return (" ".repeat(indent) + cells.join(" ".repeat(gap))).trimEnd();
  });
}

/** A word in its column and a text beside it that wraps in its own. */
export function beside(
  words: readonly (readonly [word: string, text: string])[],
  pen: Pen,
  { indent = 2, gap = 2, paint = (word: string) => pen.paint("dim", word) } = {},
): string[] {
  const width = Math.max(0, ...words.map(([word]) => widthOf(word)));
  const left = indent + width + gap;
  return words.flatMap(([word, text]) => {
    const [first = "", ...rest] = pen.wrap(text, { width: pen.width - left });
    return [
      `${" ".repeat(indent)}${paint(pen.pad(word, width))}${" ".repeat(gap)}${first}`.trimEnd(),
      ...rest.map((line) => (line === "" ? "" : " ".repeat(left) + line)),
    ];
  });
}
