/**
 * What is missing and what is likely held: counts with names, the most asked for first. Nothing assumed is called held.
 */
import type { Gap } from "../../contract/plan.ts";
import { beside } from "../terminal/columns.ts";
import type { Pen } from "../terminal/pen.ts";
import { hoursLeft } from "./days.ts";
import type { PlanView } from "./plan-lines.ts";

/** As many names as fit into two lines or so; the rest is a number, and `skills` has them all. */
const namesShown = 6;

export function gapLines({ plan, command }: Pick<PlanView, "plan" | "command">, pen: Pen): string[] {
  const { gaps, totals } = plan;
  const held = (holding: Gap["holding"]) => gaps.filter((gap) => gap.holding === holding);
  const rows: [word: string, text: string][] = [
    ["proven", names(held("proven"))],
    ["shown", names(held("shown"))],
    ["claimed", names(held("claimed"))],
    ["assumed", names(held("assumed"))],
    ["missing", names([...held("missing")].sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99)))],
  ];
  return [
    `  ${pen.paint("bold", "Where you stand")}  ${pen.paint("dim", pen.say(`${hoursLeft(totals.hoursLow, totals.hoursHigh)} of work · ${command("skills")}`))}`,
    ...beside(
      rows.filter(([, text]) => text !== ""),
      pen,
      { indent: 4 },
    ),
  ];
}

function names(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return "";
  const shown = gaps.slice(0, namesShown).map(({ title }) => title);
  const rest = gaps.length - shown.length;
  return `${gaps.length}: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
