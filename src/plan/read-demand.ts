/**
 * What the person's own adverts change: which gaps come first, and what comes down from the not-yet shelf.
 *
 * Below the number of adverts that the report calls enough, they change nothing: three adverts that all want Kafka are
 * compatible with a market in which less than half does.
 */
import type { Catalog, Target } from "../catalog/catalog.ts";
import type { AdvertReport } from "../contract/advert.ts";
import type { Demand } from "../contract/plan.ts";
import type { Held } from "./find-holdings.ts";

export interface AdvertDemand {
  enough: boolean;
  bySkill: ReadonlyMap<string, Demand>;
  /** 1, 2, 3 … by skill: the gaps that recur most, at most three. Empty while there are too few adverts. */
  ranks: ReadonlyMap<string, number>;
}

/** "Choose the two or three gaps that recur most and close those first." */
const mostRanked = 3;

/** How grave it is to lack a skill, by the target's own word. What is missing with a needed one costs more than with others. */
const severity = { needed: 3, expected: 2, helpful: 1 } as const;

export function readDemand(options: {
  catalog: Pick<Catalog, "skills">;
  target: Target;
  adverts: AdvertReport | undefined;
  holdings: ReadonlyMap<string, Held>;
}): AdvertDemand {
  const { catalog, target, adverts, holdings } = options;
  const bySkill = new Map<string, Demand>(
    (adverts?.skills ?? [])
      .filter(({ skill }) => catalog.skills.has(skill))
      .map(({ skill, share, low, high, level }) => [skill, { share, low, high, level }]),
  );
  const enough = adverts?.enough ?? false;
  const weight = ([skill, { share }]: readonly [string, Demand]) => share * severityOf(skill, target);
  const ranked = [...bySkill]
    .filter(([skill, { level }]) => level !== "nice" && (holdings.get(skill)?.hoursHigh ?? 0) > 0)
    .sort((a, b) => weight(b) - weight(a) || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostRanked);
  return { enough, bySkill, ranks: new Map(enough ? ranked.map(([skill], i) => [skill, i + 1]) : []) };
}

function severityOf(skill: string, { skills }: Target): number {
  if (skills.needed.includes(skill)) return severity.needed;
  return skills.expected.includes(skill) ? severity.expected : severity.helpful;
}
