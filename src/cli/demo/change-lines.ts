/**
 * The change as a small diff with the line numbers of the file. Pure.
 */
import type { Pen } from "../terminal/pen.ts";
import type { Fix } from "./demo-backend.ts";

/** So much of the function around it is seen that the place is found again in an editor. */
const contextBefore = 2;
const contextAfter = 1;

export function changeLines({ fix, lines }: { fix: Fix; lines: readonly string[] }, pen: Pen): string[] {
  const numbers = fix.replacements.map(({ line }) => line);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const row = (number: number, sign: string, text: string) =>
    pen.cut(`${String(number).padStart(4)} ${sign} ${text}`, pen.width - 2);
  const context = (from: number, to: number) =>
    lines.slice(Math.max(0, from - 1), to).map((text, i) => pen.paint("dim", row(Math.max(1, from) + i, " ", text)));
  return [
    ...context(first - contextBefore, first - 1),
    ...fix.replacements.map(({ line, before }) => pen.paint("red", row(line, "-", before))),
    ...fix.replacements.map(({ line, after }) => pen.paint("green", row(line, "+", after))),
    ...context(last + 1, last + contextAfter),
  ];
}
