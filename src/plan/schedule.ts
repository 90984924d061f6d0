/**
 * Gives each unit and skill its days: one after the other, each as long as the plan counts on.
 *
 * What the plan counts on is the middle of the range at the person's pace, stretched so that the last day is the middle of
 * the forecast: the plan and the band never say different things.
 */
import type { PlannedSkill, PlannedUnit } from "../contract/plan.ts";
import type { Held } from "./find-holdings.ts";
import type { Order, OrderedUnit } from "./order-units.ts";
import type { Timeline } from "./timeline.ts";

/** All that a planned unit is, but for the words that say why. */
export type DatedUnit = Omit<PlannedUnit, "why"> & { shelfReason?: string };

export function schedule(options: {
  order: Order;
  holdings: ReadonlyMap<string, Held>;
  timeline: Timeline;
  /** The person's hours for an hour of ours. */
  ratio: number;
  /** The middle of the forecast. */
  calendarHours: number;
  /** Calendar hours for an hour of work on this skill. */
  stretchOf: (skill: string) => number;
}): DatedUnit[] {
  const { order, holdings, timeline, ratio, calendarHours, stretchOf } = options;
  const hoursOf = (id: string) => countedOn(holdings.get(id) as Held, ratio);
  const total = order.units
    .flatMap(({ skills }) => skills)
    .reduce((sum, { id }) => sum + hoursOf(id) * stretchOf(id), 0);
  let done = 0;
  const datedSkill = (id: string): PlannedSkill => {
    const held = holdings.get(id) as Held;
    const hours = hoursOf(id);
    const from = timeline.dayAfter((done / total) * calendarHours);
    done += hours * stretchOf(id);
    return {
      skill: id,
      title: held.skill.title,
      holding: held.holding,
      from,
      to: timeline.dayOfLast((done / total) * calendarHours),
      hoursLow: held.hoursLow,
      hoursHigh: held.hoursHigh,
      hours,
      hoursSpent: held.hoursSpent,
      after: [...(order.after.get(id) ?? [])],
      testOut: (held.holding === "claimed" || held.holding === "assumed") && held.open.length > 0,
      checks: [...held.open],
    };
  };
  const passed = new Set([...holdings.values()].flatMap((held) => held.passed));
  const units = order.units.map((unit) =>
    datedUnit(
      unit,
      unit.skills.map(({ id }) => datedSkill(id)),
      passed,
    ),
  );
  const unitOf = new Map(units.flatMap(({ id, skills }) => skills.map(({ skill }) => [skill, id] as const)));
  for (const unit of units) {
    const before = unit.skills.flatMap(({ after }) => after.map((skill) => unitOf.get(skill) as string));
    unit.after = [...new Set(before)].filter((id) => id !== unit.id);
  }
  return units;
}

function datedUnit(unit: OrderedUnit, skills: PlannedSkill[], passed: ReadonlySet<string>): DatedUnit {
  const sum = (of: (skill: PlannedSkill) => number) => skills.reduce((total, skill) => total + of(skill), 0);
  return {
    id: unit.id,
    title: unit.title,
    stage: unit.stage,
    step: unit.step,
    from: skills[0]?.from as string,
    to: skills.at(-1)?.to as string,
    hoursLow: sum(({ hoursLow }) => hoursLow),
    hoursHigh: sum(({ hoursHigh }) => hoursHigh),
    hours: sum(({ hours }) => hours),
    hoursSpent: sum(({ hoursSpent }) => hoursSpent),
    skills,
    after: [],
    build: unit.build,
    ...(unit.project === undefined ? {} : { project: unit.project }),
    stopWhen: unit.stopWhen,
    checks: unit.checks.filter((check) => !passed.has(check)),
    shelf: unit.shelf !== undefined,
    ...(unit.shelf === undefined ? {} : { shelfReason: unit.shelf }),
  };
}

/** To a quarter of an hour, so that the sum of the units is exactly the total. */
function countedOn({ hoursLow, hoursHigh }: Held, ratio: number): number {
  return Math.max(Math.round(((hoursLow + hoursHigh) / 2) * ratio * 4) / 4, 0.25);
}
