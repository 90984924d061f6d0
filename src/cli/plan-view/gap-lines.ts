/**
 * What is missing and what is likely held: counts with names, the most asked for first. Nothing assumed is called held.
 */
import type { Gap } from "../../contract/plan.ts";
import { beside, heading } from "../terminal/columns.ts";
import type { Pen } from "../terminal/pen.ts";
import { hoursLeft } from "./days.ts";
import type { PlanView } from "./plan-view.ts";

/** As many names as fit into two lines or so; the rest is a number, and `skills` has them all. */
const namesShown = 6;

export function gapLines(
  { plan, catalog, command }: Pick<PlanView, "plan" | "catalog" | "command">,
  pen: Pen,
): string[] {
  const { totals } = plan;
  const gaps = inOrder(plan, catalog);
  const held = (holding: Gap["holding"]) => gaps.filter((gap) => gap.holding === holding);
  const brought = catalog.occupations.get(plan.occupation ?? "")?.competencies ?? [];
  const rows: [word: string, text: string][] = [
    ["proven", names(held("proven"))],
    ["shown", names(held("shown"))],
    ["claimed", names(held("claimed"))],
    ["assumed", names(held("assumed"))],
    ["missing", names(held("missing"))],
    ["you bring", named(brought.map(({ competency }) => catalog.competencies.get(competency)?.title ?? competency))],
  ];
  const left = hoursLeft(totals.hoursLow, totals.hoursHigh);
  return [
    ...heading("Where you stand", `${left} of work · ${command("skills")}`, pen),
    ...beside(
      rows.filter(([, text]) => text !== ""),
      pen,
      { indent: 4 },
    ),
  ];
}

/** What is on the way, in its order; what recurs most in the adverts before it. The shelf is no gap until something unlocks it. */
function inOrder({ gaps, units }: PlanView["plan"], { skills, steps }: PlanView["catalog"]): Gap[] {
  const planned = units.flatMap((unit) => unit.skills.map(({ skill }) => skill));
  const way = [...planned, ...steps.units.flatMap((unit) => unit.skills)];
  const place = (gap: Gap) => (gap.rank === undefined ? way.indexOf(gap.skill) + 10 : gap.rank);
  return gaps
    .filter(
      ({ skill, holding }) => holding !== "missing" || skills.get(skill)?.path !== "not-yet" || planned.includes(skill),
    )
    .sort((a, b) => place(a) - place(b));
}

function names(gaps: readonly Gap[]): string {
  return gaps.length === 0 ? "" : `${gaps.length}: ${named(gaps.map(({ title }) => title))}`;
}

function named(titles: readonly string[]): string {
  const rest = titles.length - namesShown;
  // "and 1 more" takes the room of the one.
  if (rest <= 1) return titles.join(", ");
  return `${titles.slice(0, namesShown).join(", ")} and ${rest} more`;
}
