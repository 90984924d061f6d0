/**
 * Making things through the API itself, as every scenario must before it can do anything else.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Operation, Resource, Surface } from "../../contract/surface.ts";
import { idOf } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, type Instance, operationOf, resourcesWith, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";

export interface Made {
  /** As it goes into a path. */
  id: string;
  sent: { [member: string]: Json };
  exchange: Exchange;
}

/**
 * Resources with these operations that can be made: by nobody in particular, by somebody who signed up or with the key of the
 * API; alone, or below others that can be made.
 */
export function makeable(surface: Surface, ...needed: (keyof Resource)[]): Resource[] {
  return resourcesWith(surface, "create", ...needed).filter((resource) => canBeMade(surface, resource, []));
}

/** For scenarios that act on one resource only: that with the most to say, where most can go wrong. */
export function richest(surface: Surface, ...needed: (keyof Resource)[]): Resource {
  const members = ({ create }: Resource) =>
    Object.keys(Object(operationOf(surface, create).body?.schema.properties)).length;
  const [first] = makeable(surface, ...needed).sort((a, b) => members(b) - members(a));
  if (!first) throw new Error(`nothing can be made that has ${needed.join(", ")}`);
  return first;
}

/** Whether requests of this operation can be those of somebody whom it lets in. */
export function canBeCalled(surface: Surface, operation: Operation | undefined): boolean {
  return (
    operation !== undefined && (!operation.secured || surface.identity !== undefined || surface.apiKey !== undefined)
  );
}

function canBeMade(surface: Surface, resource: Resource, below: readonly Resource[]): boolean {
  const create = surface.operations.find(({ id }) => id === resource.create);
  if (!canBeCalled(surface, create) || below.includes(resource)) return false;
  return (resource.parents ?? []).every((parent) => {
    const above = surface.resources.find(({ name }) => name === parent.resource);
    return above !== undefined && canBeMade(surface, above, [...below, resource]);
  });
}

/** Creates one thing, labelled "create"; throws {@link CannotGoOn} when it is not answered 2xx with an id. */
export async function makeThing(
  { surface, random }: Pick<Stage, "surface" | "random">,
  instance: Instance,
  resource: Resource,
  thing: string,
  given: { body?: Made["sent"]; label?: string } = {},
): Promise<Made> {
  const create = operationOf(surface, resource.create);
  const sent = given.body ?? validBody(create, random);
  const exchange = await instance.http.call(create, {
    label: given.label ?? "create",
    note: { resource: resource.name, thing },
    body: sent,
  });
  if (!succeeded(exchange)) {
    throw new CannotGoOn(`creating ${article(resource.name)} ${resource.name} did not work (${outcome(exchange)})`);
  }
  const id = idOf(exchange, resource);
  if (id === undefined)
    throw new CannotGoOn(
      `the ${resource.name} that was created has no member "${resource.idMember}" to find it again by`,
    );
  return { id, sent, exchange };
}

export function pathOf(resource: Resource, id: string): Record<string, string> {
  return { [resource.idParameter ?? "id"]: id };
}

function outcome(exchange: Exchange): string {
  return exchange.response ? String(exchange.response.status) : exchange.outcome;
}

function article(noun: string): string {
  return /^[aeiou]/i.test(noun) ? "an" : "a";
}
