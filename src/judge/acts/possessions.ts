/**
 * What somebody owns: one thing that can be shared and one of everything that lies below it, with the paths on which all
 * operations reach them.
 */
import type { Json } from "../../contract/json.ts";
import type { Operation, Resource, Surface } from "../../contract/surface.ts";
import { idOf } from "../probe/http/messages.ts";
import { objectOf, succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Instance, operationOf, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";
import { markedBody, markedChange } from "./marked-bodies.ts";
import type { Person } from "./people.ts";
import { makeable } from "./things.ts";

export type Does = "create" | "read" | "update" | "replace" | "remove" | "list" | "grant" | "revoke" | "other";

export interface Possession {
  resource: Resource;
  id: string;
  /** The id as the representation has it: a number or a text. */
  rawId: Json;
  /** As it was answered when it was made. */
  answered: { [member: string]: Json };
}

export interface Possessions {
  owner: Person;
  root: Possession;
  /** The root among them, parents first. */
  things: Possession[];
}

/** What can belong to somebody: the shared resource (without sharing, those with guarded operations) and what lies below. */
export function ownedResources(surface: Surface): Resource[] {
  const all = makeable(surface);
  const guarded = (resource: Resource) =>
    (["read", "update", "remove", "list"] as const).some((kind) => surface.access?.[resource[kind] ?? ""]);
  const owned = all.filter(
    (resource) =>
      !resource.parents?.length && (surface.sharing ? resource.name === surface.sharing.resource : guarded(resource)),
  );
  // Parents before children, however the surface lists them.
  for (let before = 0; before !== owned.length; ) {
    before = owned.length;
    for (const resource of all) {
      const parents = resource.parents ?? [];
      const isBelow = parents.length > 0 && parents.every((p) => owned.some(({ name }) => name === p.resource));
      if (isBelow && !owned.includes(resource)) owned.push(resource);
    }
  }
  return owned;
}

/** Makes a root and one of each below it, labelled "make". */
export async function makePossessions(stage: Stage, instance: Instance, owner: Person): Promise<Possessions> {
  const things: Possession[] = [];
  for (const resource of ownedResources(stage.surface)) {
    things.push(await makeIn(stage, instance, { owner, things, resource }));
  }
  const [root] = things;
  if (!root) throw new CannotGoOn("nothing that belongs to somebody can be made");
  return { owner, root, things };
}

export async function makeIn(
  { surface, random }: Pick<Stage, "surface" | "random">,
  { http }: Instance,
  { owner, things, resource }: { owner: Person; things: Possession[]; resource: Resource },
): Promise<Possession> {
  const operation = operationOf(surface, resource.create);
  const exchange = await http.call(operation, {
    label: "make",
    note: { person: owner.name, resource: resource.name },
    headers: owner.as,
    path: pathFor(surface, operation, things) ?? {},
    body: markedBody(operation, random),
  });
  const id = succeeded(exchange) ? idOf(exchange, resource) : undefined;
  if (id === undefined) {
    throw new CannotGoOn(
      `${owner.name} could not make a ${resource.name} (${exchange.response?.status ?? exchange.outcome})`,
    );
  }
  const answered = objectOf(exchange) ?? {};
  // A number beyond 2^53 would be another one in JavaScript; as a text it is at least the right one.
  const raw = answered[resource.idMember];
  const rawId = typeof raw === "number" && !Number.isSafeInteger(raw) ? id : (raw ?? id);
  return { resource, id, rawId, answered };
}

/** Gives somebody a role, labelled "let in". */
export async function letIn(
  { surface, random }: Pick<Stage, "surface" | "random">,
  { http }: Instance,
  { owner, things }: Possessions,
  { person, role }: { person: Person; role: string },
): Promise<void> {
  const { sharing } = surface;
  const operation = operationOf(surface, sharing?.grant);
  const exchange = await http.call(operation, {
    label: "let in",
    note: { person: person.name, role },
    headers: owner.as,
    path: pathFor(surface, operation, things, person) ?? {},
    body: { ...validBody(operation, random), [sharing?.roleMember ?? "role"]: role },
  });
  if (!succeeded(exchange)) {
    throw new CannotGoOn(
      `${owner.name} could not make ${person.name} ${role} (${exchange.response?.status ?? exchange.outcome})`,
    );
  }
}

/** Undefined when something in the path is none of these things. `person` is whom an operation of sharing is about. */
export function pathFor(
  surface: Surface,
  operation: Operation,
  things: Possession[],
  person?: Pick<Person, "id">,
): Record<string, string> | undefined {
  const { resource, does } = workOf(surface, operation);
  const idOfNamed = (name: string | undefined) => things.find((thing) => thing.resource.name === name)?.id;
  const path: Record<string, string> = {};
  for (const [, name = ""] of operation.path.matchAll(/\{([^}]*)\}/g)) {
    const isPerson = name === surface.sharing?.personParameter && (does === "grant" || does === "revoke");
    const isOwn = name === resource?.idParameter && does !== "create" && does !== "list";
    const parent = [resource, ...things.map((thing) => thing.resource)]
      .flatMap((candidate) => candidate?.parents ?? [])
      .find(({ parameter }) => parameter === name);
    const root = things[0]?.resource;
    const value = isPerson
      ? person?.id
      : isOwn
        ? idOfNamed(resource?.name)
        : idOfNamed(parent?.resource ?? (name === root?.idParameter ? root?.name : undefined));
    if (value === undefined) return undefined;
    path[name] = value;
  }
  return path;
}

/** Which kind of thing an operation is about, and what it does with it. */
export function workOf(surface: Surface, { id }: Operation): { resource: Resource | undefined; does: Does } {
  const { sharing } = surface;
  const shared = surface.resources.find(({ name }) => name === sharing?.resource);
  if (id === sharing?.grant) return { resource: shared, does: "grant" };
  if (id === sharing?.revoke) return { resource: shared, does: "revoke" };
  for (const resource of surface.resources) {
    for (const does of ["create", "read", "update", "replace", "remove", "list"] as const) {
      if (resource[does] === id) return { resource, does };
    }
  }
  return { resource: undefined, does: "other" };
}

/** A valid body for an operation, if it takes one. `role` is what an operation of sharing gives. */
export function bodyFor(
  { surface, random }: Pick<Stage, "surface" | "random">,
  operation: Operation,
  role: string | undefined,
): { [member: string]: Json } | undefined {
  if (!operation.body) return undefined;
  const { does } = workOf(surface, operation);
  if (does === "grant") return { ...validBody(operation, random), [surface.sharing?.roleMember ?? "role"]: role ?? "" };
  return does === "update" ? markedChange(operation, random) : markedBody(operation, random);
}
