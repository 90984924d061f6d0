/**
 * The units of the plan in their order, by stage, each with what is left of it and what it ends in.
 */
import type { PlannedUnit } from "../../contract/plan.ts";
import { heading } from "../terminal/columns.ts";
import type { Pen } from "../terminal/pen.ts";
import { hoursLeft, shortDay } from "./days.ts";
import type { PlanView } from "./plan-view.ts";

export function unitLines({ plan, locale }: Pick<PlanView, "plan" | "locale">, pen: Pen): string[] {
  const dayWidth = Math.max(0, ...plan.units.map(({ from }) => shortDay(from, locale).length));
  return plan.stages.flatMap((stage, i) => {
    const units = plan.units.filter((unit) => unit.stage === stage.number);
    if (units.length === 0) return [];
    return [
      ...(i === 0 ? [] : [""]),
      ...heading(
        `Stage ${stage.number}: ${stage.title}`,
        `${shortDay(stage.from, locale)} to ${shortDay(stage.to, locale)}`,
        pen,
      ),
      ...units.flatMap((unit) => oneUnit(unit, { locale, dayWidth }, pen)),
      ...pen.wrap(`At the end: ${stage.exit}`, { indent: 4 }).map((line) => pen.paint("dim", line)),
    ];
  });
}

function oneUnit(unit: PlannedUnit, { locale, dayWidth }: { locale: string; dayWidth: number }, pen: Pen): string[] {
  const when = pen.pad(shortDay(unit.from, locale), dayWidth);
  const hours = hoursLeft(unit.hoursLow, unit.hoursHigh);
  const skills = unit.skills
    .map(({ title, testOut }) => (testOut ? `${title} (try its checks now)` : title))
    .join(", ");
  return [
    `    ${pen.paint("dim", when)}  ${pen.say(unit.title)} ${pen.paint("dim", `${pen.glyph.dot} ${hours}`)}`,
    ...pen.wrap(skills, { indent: 6 + dayWidth }).map((line) => pen.paint("dim", line)),
  ];
}
