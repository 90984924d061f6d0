/**
 * The seven steps on one axis of time, so that their overlaps can be seen.
 */
import type { Plan } from "../../contract/plan.ts";
import type { Pen } from "../terminal/pen.ts";
import { widthOf } from "../terminal/text-width.ts";
import { daysBetween, shortMonth } from "./days.ts";

/** Narrower than this, an axis shows nothing that the dates do not. */
const narrowestAxis = 24;

export function axisLines(
  { steps, start, forecast, today }: Pick<Plan, "steps" | "start" | "forecast" | "today">,
  { locale, title }: { locale: string; title: string },
  pen: Pen,
): string[] {
  const [first, last] = [
    [start, ...steps.map(({ from }) => from)].sort()[0] ?? start,
    [forecast.ready.middle, ...steps.map(({ to }) => to)].sort().at(-1) ?? start,
  ];
  const spans = steps.map(({ from, to }) => pen.say(`${shortMonth(from, locale)} – ${shortMonth(to, locale)}`));
  const spanWidth = Math.max(0, ...spans.map(widthOf));
  const longest = Math.max(0, ...steps.map((step) => widthOf(pen.say(step.title))));
  const titleWidth = Math.min(longest, pen.width - 2 - 3 - 2 - spanWidth);
  const axisWidth = Math.min(48, pen.width - 2 - 3 - titleWidth - 2 - spanWidth - 2);
  const drawn = axisWidth >= narrowestAxis;
  const total = Math.max(1, daysBetween(first, last));
  const column = (day: string) => Math.round((daysBetween(first, day) / total) * axisWidth);
  const now = column(today);
  return [
    `  ${pen.paint("bold", title)}`,
    ...steps.map((step, i) => {
      const bar = drawn ? `  ${barOf(column(step.from), column(step.to), axisWidth, pen)}` : "";
      const here = step.from <= today && today <= step.to;
      const name = pen.pad(pen.cut(pen.say(step.title), titleWidth), titleWidth);
      return `  ${pen.paint("dim", String(step.number))}  ${here ? pen.paint("bold", name) : name}  ${pen.paint("dim", pen.pad(spans[i] ?? "", spanWidth))}${bar}`.trimEnd();
    }),
    ...(drawn && now > 0 && now < axisWidth
      ? [`${" ".repeat(2 + 3 + titleWidth + 2 + spanWidth + 2 + now)}${pen.paint("dim", "^ today")}`]
      : []),
  ];
}

/** At least one column, however short the step. */
function barOf(from: number, to: number, width: number, pen: Pen): string {
  const start = Math.min(Math.max(0, from), width - 1);
  const end = Math.min(width, Math.max(start + 1, to));
  return `${" ".repeat(start)}${pen.paint("cyan", pen.glyph.heavyLine.repeat(end - start))}`;
}
