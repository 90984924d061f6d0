/**
 * The order of the plan: prerequisites before everything, then the order in which production tests one, then what the
 * person's adverts ask for most.
 *
 * It works on units, since a unit is one build and is not torn apart, and then makes sure skill by skill that nothing
 * comes before what it requires.
 */
import type { Catalog, Skill } from "../catalog/catalog.ts";
import type { ShelfItem } from "../contract/plan.ts";
import { depthFirst } from "./depth-first.ts";
import type { Held } from "./find-holdings.ts";
import type { AdvertDemand } from "./read-demand.ts";

export interface OrderedUnit {
  id: string;
  title: string;
  stage: number;
  step: number;
  build: string;
  project?: string | undefined;
  stopWhen: string;
  checks: readonly string[];
  /** Why a skill of the not-yet shelf is here. */
  shelf?: string;
  /** Those with work left, in order. */
  skills: readonly Skill[];
}

export interface Order {
  units: OrderedUnit[];
  /** Of each skill in the plan, the skills in the plan that come before it. What lies between them and is held is left out. */
  after: ReadonlyMap<string, readonly string[]>;
}

export function orderUnits(options: {
  catalog: Pick<Catalog, "skills" | "steps">;
  holdings: ReadonlyMap<string, Held>;
  shelf: readonly ShelfItem[];
  demand: AdvertDemand;
}): Order {
  const { catalog, demand } = options;
  const units = unitsWithWork(options);
  const unitOf = new Map(units.flatMap((unit) => unit.skills.map((skill) => [skill.id, unit] as const)));
  const after = requirementsWithin(catalog.skills, unitOf);
  const before = productionBefore(catalog.steps.productionOrder, units);
  const wanted = byWant(units, catalog, demand);
  const placeOf = new Map(wanted.map((unit, i) => [unit, i]));
  const needsOf = (unit: OrderedUnit): OrderedUnit[] => {
    const needs = unit.skills.flatMap(({ id }) => (after.get(id) ?? []).map((need) => unitOf.get(need) as OrderedUnit));
    return [...new Set([...needs, ...(before.get(unit) ?? [])])]
      .filter((need) => need !== unit)
      .sort((a, b) => (placeOf.get(a) as number) - (placeOf.get(b) as number));
  };
  const needs = new Map(wanted.map((unit) => [unit, needsOf(unit)]));
  const inOrder = depthFirst(wanted, (unit) => needs.get(unit) as OrderedUnit[]);
  return { units: skillBySkill(inOrder, unitOf, after), after };
}

/** Units of the way with what is left of them; what came off the shelf stands at the end of its stage. */
function unitsWithWork({
  catalog,
  holdings,
  shelf,
}: {
  catalog: Pick<Catalog, "skills" | "steps">;
  holdings: ReadonlyMap<string, Held>;
  shelf: readonly ShelfItem[];
}): OrderedUnit[] {
  const hasWork = ({ id }: Skill) => (holdings.get(id)?.hoursHigh ?? 0) > 0;
  const skillsOf = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const skill = catalog.skills.get(id);
      return skill && hasWork(skill) ? [skill] : [];
    });
  const onTheWay = catalog.steps.units.map((unit): OrderedUnit => ({ ...unit, skills: skillsOf(unit.skills) }));
  const offTheShelf = shelf
    .filter(({ unlocked }) => unlocked !== undefined)
    .flatMap(({ skill: id, unlocked }) => skillsOf([id]).map((skill) => shelfUnit(skill, unlocked as string, catalog)));
  const placeOf = ({ stage }: OrderedUnit) => onTheWay.findLastIndex((unit) => unit.stage <= stage);
  const places = Map.groupBy(offTheShelf, placeOf);
  return [...(places.get(-1) ?? []), ...onTheWay.flatMap((unit, i) => [unit, ...(places.get(i) ?? [])])].filter(
    ({ skills }) => skills.length > 0,
  );
}

function shelfUnit(skill: Skill, why: string, { steps }: Pick<Catalog, "steps">): OrderedUnit {
  const neighbour = steps.units.findLast(({ stage }) => stage === skill.stage);
  return {
    id: skill.id,
    title: skill.title,
    stage: skill.stage,
    step: neighbour?.step ?? 4,
    build: skill.sections["First step"],
    stopWhen: skill.artefact ?? skill.sections["You have it when"],
    checks: skill.provenBy,
    shelf: why,
    skills: [skill],
  };
}

/** Of each planned skill the planned ones before it, seen through those that are not in the plan. */
function requirementsWithin(
  skills: Catalog["skills"],
  planned: ReadonlyMap<string, OrderedUnit>,
): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const nearest = (id: string): readonly string[] => {
    const known = found.get(id);
    if (known) return known;
    const needs = (skills.get(id)?.requires ?? []).flatMap((need) => (planned.has(need) ? [need] : nearest(need)));
    const once = [...new Set(needs)];
    found.set(id, once);
    return once;
  };
  // From the bottom up, so that `nearest` finds what it asks for and never goes deep.
  const bottomUp = depthFirst([...skills.values()], ({ requires }) => requires.flatMap((id) => skills.get(id) ?? []));
  return new Map(bottomUp.map(({ id }) => [id, nearest(id)] as const).filter(([id]) => planned.has(id)));
}

/** "First, then exactly so, then at once": each of these units after the one before it that still has work. */
function productionBefore(
  { first, then, next }: Catalog["steps"]["productionOrder"],
  units: readonly OrderedUnit[],
): Map<OrderedUnit, OrderedUnit[]> {
  const chain = [first, ...then, ...next].flatMap((id) => units.find((unit) => unit.id === id) ?? []);
  return new Map(chain.slice(1).map((unit, i) => [unit, [chain[i] as OrderedUnit]]));
}

/**
 * The order in which units are wanted, before their needs are seen to. Up to the end of the production order all is as the
 * way has it: adverts do not know in which order things are learned. After it the most recurring gaps come first,
 * whatever their stage, and within a stage what the adverts ask for comes before the rest.
 */
function byWant(
  units: readonly OrderedUnit[],
  { steps }: Pick<Catalog, "steps">,
  { enough, bySkill, ranks }: AdvertDemand,
): OrderedUnit[] {
  if (!enough) return [...units];
  const fixed = new Set([steps.productionOrder.first, ...steps.productionOrder.then]);
  const lastFixed = units.findLastIndex(({ id }) => fixed.has(id));
  const rankOf = ({ skills }: OrderedUnit) => Math.min(...skills.map(({ id }) => ranks.get(id) ?? Infinity));
  const asked = ({ skills }: OrderedUnit) => skills.some(({ id }) => (bySkill.get(id)?.level ?? "nice") !== "nice");
  const rest = units.slice(lastFixed + 1);
  const first = rest.filter((unit) => rankOf(unit) < Infinity).sort((a, b) => rankOf(a) - rankOf(b));
  const others = rest.filter((unit) => rankOf(unit) === Infinity);
  const byStage = [1, 2, 3, 4].flatMap((stage) => {
    const here = others.filter((unit) => unit.stage === stage);
    // Job preparation has its time: a CV is written when there is something to put in it, and no advert asks for one.
    return stage === 4 ? here : [...here.filter(asked), ...here.filter((unit) => !asked(unit))];
  });
  return [...units.slice(0, lastFixed + 1), ...first, ...byStage];
}

/**
 * Skill by skill in the order of the units. With sound content this changes nothing. Where something off the shelf needs
 * one half of a unit and is needed by the other, the unit comes in two parts.
 */
function skillBySkill(
  units: readonly OrderedUnit[],
  unitOf: ReadonlyMap<string, OrderedUnit>,
  after: ReadonlyMap<string, readonly string[]>,
): OrderedUnit[] {
  const byId = new Map(units.flatMap(({ skills }) => skills.map((skill) => [skill.id, skill] as const)));
  const inOrder = depthFirst([...byId.values()], ({ id }) =>
    (after.get(id) ?? []).map((need) => byId.get(need) as Skill),
  );
  const parts: { unit: OrderedUnit; skills: Skill[] }[] = [];
  for (const skill of inOrder) {
    const unit = unitOf.get(skill.id) as OrderedUnit;
    const last = parts.at(-1);
    if (last?.unit === unit) last.skills.push(skill);
    else parts.push({ unit, skills: [skill] });
  }
  const seen = new Map<OrderedUnit, number>();
  return parts.map(({ unit, skills }) => {
    const part = (seen.get(unit) ?? 0) + 1;
    seen.set(unit, part);
    return part === 1 ? { ...unit, skills } : { ...unit, id: `${unit.id}-part-${part}`, skills };
  });
}
