/**
 * Why a unit is here, and why now: the strongest reasons first, two at most.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { AdvertDemand } from "./read-demand.ts";
import type { DatedUnit } from "./schedule.ts";

export function explainUnits(
  units: readonly DatedUnit[],
  { catalog, demand }: { catalog: Pick<Catalog, "steps" | "skills">; demand: AdvertDemand },
): Map<string, string> {
  const dependents = new Map<string, string[]>();
  for (const { title, after } of units)
    for (const id of after) dependents.set(id, [...(dependents.get(id) ?? []), title]);
  return new Map(
    units.map((unit) => {
      const career = unit.skills.every(({ skill }) => catalog.skills.get(skill)?.path === "job");
      const reasons = [
        career ? stepReason(unit, catalog) : undefined,
        unit.shelfReason,
        demandReason(unit, demand),
        productionReason(unit, catalog),
        testOutReason(unit),
        dependentsReason(dependents.get(unit.id) ?? []),
      ];
      return [
        unit.id,
        reasons
          .filter((reason, place, all) => reason !== undefined && all.indexOf(reason) === place)
          .slice(0, 2)
          .join(" "),
      ];
    }),
  );
}

function demandReason({ skills }: DatedUnit, { enough, bySkill, ranks }: AdvertDemand): string | undefined {
  if (!enough) return undefined;
  const [most] = skills
    .flatMap(({ skill, title }) => {
      const demand = bySkill.get(skill);
      return demand && demand.level !== "nice" ? [{ title, demand, rank: ranks.get(skill) }] : [];
    })
    .sort((a, b) => b.demand.share - a.demand.share);
  if (!most) return undefined;
  const { share, low, high } = most.demand;
  const percent = (part: number) => Math.round(part * 100);
  const often = `${percent(share)}% of your adverts ask for ${most.title} (likely ${percent(low)}–${percent(high)}% of all such adverts)`;
  return most.rank === undefined ? `${often}.` : `${often}, and it is one of your three most frequent gaps.`;
}

const ordinals = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"];

function productionReason({ id }: DatedUnit, { steps }: Pick<Catalog, "steps">): string | undefined {
  const { first, then, next } = steps.productionOrder;
  if (id === first) return "The smallest backend that is one. Everything after it is built onto something that runs.";
  if (next.includes(id))
    return "It comes right after the first deployment and never before: now there is something to put into it.";
  const place = then.indexOf(id);
  return place === -1
    ? undefined
    : `${ordinals[place] ?? `Number ${place + 1}`} of what production asks, in its order.`;
}

function testOutReason({ skills }: DatedUnit): string | undefined {
  const titles = skills.filter(({ testOut }) => testOut).map(({ title }) => title);
  if (titles.length === 0) return undefined;
  return `You may hold ${listed(titles)} already: run the checks, and what passes leaves the plan.`;
}

function dependentsReason(titles: readonly string[]): string | undefined {
  if (titles.length === 0) return undefined;
  return `${listed(titles.map((title) => `“${title}”`))} ${titles.length === 1 ? "needs" : "need"} it.`;
}

/** "a, b and 3 more": nobody reads a list of twelve. */
function listed(titles: readonly string[]): string {
  const [first, second, ...rest] = titles;
  if (second === undefined) return first ?? "";
  if (rest.length === 0) return `${first} and ${second}`;
  return `${first}, ${second} and ${rest.length} more`;
}

/** Why the step is there. Work on applying is explained by it best; a thing that is built mostly has a better reason. */
function stepReason({ step }: DatedUnit, { steps }: Pick<Catalog, "steps">): string | undefined {
  return steps.steps.find(({ number }) => number === step)?.why;
}
