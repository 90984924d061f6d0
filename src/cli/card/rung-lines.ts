/**
 * One hint, as it is shown.
 */
import type { Pen } from "../terminal/pen.ts";
import type { Rung } from "./hints.ts";
import { lastRung } from "./hints.ts";

export function rungLines({ number, title, text }: Rung, pen: Pen): string[] {
  return [
    `  ${pen.paint("bold", `Hint ${number} of ${lastRung}`)} ${pen.paint("dim", `${pen.glyph.dot} ${title}`)}`,
    ...pen.wrap(text.trim(), { indent: 4 }),
    "",
  ];
}
