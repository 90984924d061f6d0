/**
 * One next thing, for the time there is: 25 minutes, two hours, a weekend. All three are about the same unit, so that nobody
 * has to choose what to do before doing it.
 */
import type { Catalog } from "../catalog/catalog.ts";
import { type HoursByWeekday, weekdays } from "../contract/person.ts";
import type { NextThing, Plan, PlannedSkill, PlannedUnit } from "../contract/plan.ts";

export function nextThings(options: {
  units: readonly PlannedUnit[];
  catalog: Pick<Catalog, "skills">;
  hoursByWeekday: HoursByWeekday;
}): Plan["next"] {
  const [unit] = options.units;
  const skill = unit?.skills[0];
  if (!unit || !skill) return {};
  const sections = options.catalog.skills.get(skill.skill)?.sections;
  const base = { unit: unit.id, skill: skill.skill, why: unit.why };
  const checks = skill.checks.length > 0 ? skill.checks : unit.checks;
  return {
    minutes25: {
      ...base,
      title: skill.title,
      doThis: smallStep(skill, sections?.["First step"] ?? unit.build),
      minutes: 25,
      checks: skill.checks,
    },
    hours2: { ...base, title: skill.title, doThis: sections?.["You have it when"] ?? unit.build, minutes: 120, checks },
    weekend: {
      ...base,
      title: unit.title,
      doThis: `${unit.build} ${unit.stopWhen}`,
      minutes: weekendMinutes(options.hoursByWeekday),
      checks: unit.checks,
    },
  };
}

/** Begun things need no first step. */
const begunHours = 1;

function smallStep(skill: PlannedSkill, firstStep: string): NextThing["doThis"] {
  if (skill.testOut)
    return "You may hold this already. Run its checks on a program of yours: what passes leaves the plan.";
  if (skill.hoursSpent < begunHours) return firstStep;
  if (skill.checks.length > 0)
    return "Run its checks. Take the first that fails, read what was sent and what came back, and write down why.";
  return "Write three lines: what you could show a colleague of it today, what is missing, and what you do about it next time.";
}

/** Saturday and Sunday as set aside; for who works at weekends, their two longest days. */
function weekendMinutes(hours: HoursByWeekday): number {
  const weekend = hours.saturday + hours.sunday;
  const [longest = 0, second = 0] = weekdays.map((day) => hours[day]).sort((a, b) => b - a);
  return Math.round((weekend > 0 ? weekend : longest + second) * 60);
}
