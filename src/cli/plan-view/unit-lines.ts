/**
 * The units of the plan in their order, by stage, each with what is left of it and what it ends in.
 */
import type { PlannedUnit } from "../../contract/plan.ts";
import type { Pen } from "../terminal/pen.ts";
import { hoursLeft, shortDay } from "./days.ts";
import type { PlanView } from "./plan-lines.ts";

export function unitLines({ plan, locale }: Pick<PlanView, "plan" | "locale">, pen: Pen): string[] {
  return plan.stages.flatMap((stage, i) => {
    const units = plan.units.filter((unit) => unit.stage === stage.number);
    if (units.length === 0) return [];
    return [
      ...(i === 0 ? [] : [""]),
      `  ${pen.paint("bold", pen.say(`Stage ${stage.number}: ${stage.title}`))}  ${pen.paint("dim", pen.say(`${shortDay(stage.from, locale)} to ${shortDay(stage.to, locale)}`))}`,
      ...units.flatMap((unit) => oneUnit(unit, locale, pen)),
      ...pen.wrap(`At the end: ${stage.exit}`, { indent: 4 }).map((line) => pen.paint("dim", line)),
    ];
  });
}

function oneUnit(unit: PlannedUnit, locale: string, pen: Pen): string[] {
  const when = pen.pad(shortDay(unit.from, locale), 11);
  const hours = hoursLeft(unit.hoursLow, unit.hoursHigh);
  const skills = unit.skills
    .map(({ title, testOut }) => (testOut ? `${title} (try its checks now)` : title))
    .join(", ");
  return [
    `    ${pen.paint("dim", when)}  ${pen.say(unit.title)} ${pen.paint("dim", `${pen.glyph.dot} ${hours}`)}`,
    ...pen.wrap(skills, { indent: 17 }).map((line) => pen.paint("dim", line)),
  ];
}
