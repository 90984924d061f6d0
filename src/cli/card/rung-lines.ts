/**
 * One hint, as it is shown.
 */

import type { Rung } from "../../contract/report.ts";
import { lastRung } from "../../evidence/report/hints.ts";
import type { Pen } from "../terminal/pen.ts";

export function rungLines({ number, title, text }: Rung, pen: Pen): string[] {
  return [
    `  ${pen.paint("bold", `Hint ${number} of ${lastRung}`)} ${pen.paint("dim", `${pen.glyph.dot} ${title}`)}`,
    ...pen.wrap(text.trim(), { indent: 4 }),
    "",
  ];
}
