/**
 * What is made through the API before a program's tables are grown: people, what they own, and enough things to learn
 * from what rows look like. Of two places one will be large, with a share of all things; the other stays as it is.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Resource, Surface } from "../../contract/surface.ts";
import { idOf } from "../probe/http/messages.ts";
import type { KnownThing } from "../probe/rows/find-rows.ts";
import type { SeededKind } from "../probe/rows/seed-rows.ts";
import { objectOf, sentObject, succeeded } from "../reading/exchanges.ts";
import type { Instance, Stage } from "../scenario.ts";
import { speakingAs } from "./cast.ts";
import { inPlace, type Place } from "./in-place.ts";
import { type Person, signUp } from "./people.ts";
import { makeable, makeThing } from "./things.ts";

/** A resource where somebody stands: the tasks of one project. */
export interface Spot {
  size: "large" | "small";
  /** Speaks for whoever owns the place. */
  instance: Instance;
  person: Person | undefined;
  place: Place;
  resource: Resource;
  /** With the templates of paths as the contract has them. */
  surface: Surface;
}

export interface Grounds {
  kinds: SeededKind[];
  /** Where lists and items are measured. Only of what grows to the largest number, there are large ones. */
  spots: Spot[];
  /** Things that were made of each resource in each spot. */
  madeIn: ReadonlyMap<Spot, KnownThing[]>;
}

/** Enough that each value of an enumeration with a handful of values occurs, and that ids of several digits are seen. */
const thingsInSpot = 24;
/** A person has some places of their own; a page of them is short. */
const furtherParents = 8;

/** Rows in all, for each kind, when there are so many of the most numerous: ten things in a place, ten places a person. */
const share = { thing: 1, parent: 0.1, person: 0.01 };

const personKind = "person who signed up";

/** Resources that nothing lies below: those of which a program has the most. */
export function mostNumerous(surface: Surface): Resource[] {
  const all = makeable(surface, "list");
  return all.filter(({ name }) => !all.some((other) => other.parents?.some(({ resource }) => resource === name)));
}

export async function makeGrounds(stage: Stage, instance: Instance): Promise<Grounds> {
  const { surface, random } = stage;
  const leaves = mostNumerous(surface);
  const actors = await actorsFor(stage, instance, leaves);
  const made = new Map<string, { thing: KnownThing; answered: { [member: string]: Json } }[]>();
  const keep = (resource: string, exchange: Exchange, id: string, above: Record<string, string>) => {
    const known = made.get(resource) ?? [];
    known.push({ thing: { id, sent: sentObject(exchange) ?? {}, above }, answered: objectOf(exchange) ?? {} });
    made.set(resource, known);
  };
  const spots: Spot[] = [];
  const madeIn = new Map<Spot, KnownThing[]>();
  const large: Record<string, Record<string, string>> = {};

  const make = async (spot: Spot, count: number) => {
    const { resource, place, person } = spot;
    const above = aboveOf(resource, place, person);
    const here: KnownThing[] = [];
    for (let i = 0; i < count; i++) {
      const thing = await makeThing(place.stage, spot.instance, place.resource, `row ${i}`);
      keep(resource.name, thing.exchange, thing.id, above);
      here.push({ id: thing.id, sent: thing.sent, above });
    }
    spots.push(spot);
    madeIn.set(spot, here);
  };

  for (const actor of actors) {
    for (const resource of leaves) {
      const before = stage.seen(instance).length;
      const place = await inPlace(stage, actor.instance, resource);
      for (const exchange of stage.seen(instance).slice(before)) {
        if (exchange.kind !== "exchange" || exchange.label !== "make parent" || !succeeded(exchange)) continue;
        const parent = surface.resources.find(({ name }) => name === Object(exchange.note).resource);
        const id = parent && idOf(exchange, parent);
        if (parent && id !== undefined) keep(parent.name, exchange, id, aboveOf(parent, place, actor.person));
      }
      const spot: Spot = { ...actor, place, resource, surface };
      await make(spot, thingsInSpot);
      if (actor.size === "large") large[resource.name] = aboveOf(resource, place, actor.person);
    }
    for (const name of new Set(leaves.flatMap(parentNames))) {
      const resource = surface.resources.find((candidate) => candidate.name === name) as Resource;
      if ((resource.parents ?? []).length > 0) continue;
      await make(
        { ...actor, place: await inPlace(stage, actor.instance, resource), resource, surface },
        furtherParents,
      );
    }
  }
  const people = actors.flatMap(({ person }) => person ?? []);
  const parents = [...made.keys()].filter((name) => !leaves.some((leaf) => leaf.name === name));
  const kinds: SeededKind[] = [
    ...(people.length > 0 ? [personKindOf(people)] : []),
    ...parents.map((name) => kindOf(name, share.parent, {})),
    ...leaves.map(({ name }) => kindOf(name, share.thing, large[name] ?? {})),
  ];
  return { kinds, spots, madeIn };

  function kindOf(name: string, portion: number, inLarge: Record<string, string>): SeededKind {
    const known = made.get(name) ?? [];
    const things = known.map(({ thing }) => thing);
    const rareValues = rareOf(
      surface,
      surface.resources.find((resource) => resource.name === name),
    );
    const isRare = (answered: { [member: string]: Json }) =>
      rareValues.some(([member, value]) => answered[member] === value);
    const rare = new Set(known.flatMap(({ answered }, i) => (isRare(answered) ? [i] : [])));
    const count = (rows: number) => Math.max(Math.ceil(rows * portion) - things.length, 10);
    return { name, things, count, large: inLarge, rare: rare.size < things.length ? rare : new Set() };
  }

  async function actorsFor(on: Stage, copy: Instance, kinds: readonly Resource[]) {
    if (!surface.identity) {
      const hasPlaces = kinds.some(({ parents: above }) => (above ?? []).length > 0);
      const sizes = hasPlaces ? (["large", "small"] as const) : (["large"] as const);
      return sizes.map((size) => ({ size, instance: copy, person: undefined }));
    }
    const of = async (size: Spot["size"], name: string) => {
      const person = await signUp(copy.http, on.surface, random.fork(name), name);
      return { size, person, instance: speakingAs(copy, person) };
    };
    return [await of("large", "Bea"), await of("small", "Cyd")];
  }
}

function personKindOf(people: readonly Person[]): SeededKind {
  return {
    name: personKind,
    things: people.map(({ id, login, name }) => ({ id, sent: { login, name }, above: {} })),
    count: (rows) => Math.max(Math.ceil(rows * share.person), 10),
    large: {},
    rare: new Set(),
  };
}

function parentNames({ parents }: Resource): string[] {
  return (parents ?? []).flatMap(({ resource }) => resource ?? []);
}

function aboveOf(resource: Resource, { path }: Place, person: Person | undefined): Record<string, string> {
  const above: Record<string, string> = person ? { [personKind]: person.id } : {};
  for (const { parameter, resource: name } of resource.parents ?? []) {
    const id = path[parameter];
    if (name !== undefined && id !== undefined) above[name] = id;
  }
  return above;
}

/** Of each enumeration that a list can be asked for, the last value: in most programs few things have one of them. */
function rareOf(surface: Surface, resource: Resource | undefined): [string, Json][] {
  const list = surface.operations.find(({ id }) => id === resource?.list);
  return (list?.parameters ?? []).flatMap(({ in: where, name, schema }): [string, Json][] => {
    const last = Array.isArray(schema.enum) && schema.enum.length > 1 ? schema.enum.at(-1) : undefined;
    return where === "query" && last !== undefined ? [[name, last]] : [];
  });
}
