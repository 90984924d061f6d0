/**
 * Making things through the API itself, as every scenario must before it can do anything else.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Resource, Surface } from "../../contract/surface.ts";
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
 * Resources with these operations that can be made without anything else: no path parameter but their own id, and no
 * credentials. Those of a parent are for the scenarios of later contracts.
 */
export function standingAlone(surface: Surface, ...needed: (keyof Resource)[]): Resource[] {
  return resourcesWith(surface, ...needed).filter(({ collection, create }) => {
    const operation = surface.operations.find((candidate) => candidate.id === create);
    return !collection.includes("{") && operation?.secured !== true;
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
    throw new CannotGoOn(`what was created has no member "${resource.idMember}" to find it again by`);
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
