/**
 * The plan's skills as the forecast needs them: hours left, and which threads run beside them.
 */
import type { Catalog, Skill } from "../catalog/catalog.ts";
import type { Held } from "./find-holdings.ts";
import type { Work } from "./forecast.ts";
import type { Order } from "./order-units.ts";

export function listWorks(options: {
  order: Order;
  holdings: ReadonlyMap<string, Held>;
  steps: Catalog["steps"];
}): Work[] {
  const { order, holdings, steps } = options;
  const minutesFrom = threadMinutes(steps);
  const placeOf = placesOf(steps);
  return order.units.flatMap(({ skills }) =>
    skills.map((skill): Work => {
      const { hoursLow, hoursHigh } = holdings.get(skill.id) as Held;
      return { id: skill.id, hoursLow, hoursHigh, threadHoursAWeek: minutesFrom(placeOf(skill)) / 60 };
    }),
  );
}

/**
 * Minutes a week of the threads that have begun by this place in the way. By the way's places and not the plan's: a unit that
 * is done leaves the plan, and its thread must not begin any earlier for it.
 */
function threadMinutes({ threads, units }: Catalog["steps"]): (place: number) => number {
  const begin = threads.map(({ fromUnit, minutesPerWeek }) => ({
    place: units.findIndex(({ id }) => id === fromUnit),
    minutesPerWeek,
  }));
  return (place) => begin.reduce((sum, thread) => sum + (thread.place <= place ? thread.minutesPerWeek : 0), 0);
}

/** Of a skill off the shelf, the end of its stage. */
function placesOf({ units }: Catalog["steps"]): (skill: Skill) => number {
  const places = new Map(units.flatMap(({ skills }, i) => skills.map((id) => [id, i] as const)));
  const lastOfStage = [0, 1, 2, 3, 4].map((stage) => units.findLastIndex((unit) => unit.stage <= stage));
  return ({ id, stage }) => places.get(id) ?? (lastOfStage[stage] as number);
}
