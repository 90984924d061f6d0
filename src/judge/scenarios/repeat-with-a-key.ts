/**
 * Sends a create with a key again: as it was, with another body, by another person, with another key, and after what it made
 * was changed.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Operation, Resource } from "../../contract/surface.ts";
import { type Cast, castOf, withoutOwners } from "../acts/cast.ts";
import { markedBody, markedChange } from "../acts/marked-bodies.ts";
import type { Person } from "../acts/people.ts";
import { letIn, makePossessions, ownedResources, type Possession, pathFor } from "../acts/possessions.ts";
import { idOf } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { operationOf, type Scenario, type Stage } from "../scenario.ts";

/** Of "first", "again", "again with another body", "other key", "change in between", "again after a change" and "by another". */
export interface RepeatNote {
  resource: string;
  person: string;
  /** Of "by another": whether it is the same place that the thing is made in, or one of their own. */
  place?: "the same" | "their own";
}

const scenario: Scenario = {
  title: "send a create again with its key",
  fast: false,
  instance: "shared",
  uses: [],
  promises: ["repeats-make-one-thing"],
  limitMs: 60_000,
  inapplicable: (surface) =>
    withoutOwners(surface) ??
    (ownedResources(surface).some(({ create }) => operationOf(surface, create).idempotencyHeader)
      ? undefined
      : "no create takes a key for repeated requests"),
  async run(stage) {
    const { surface, shared } = stage;
    const cast = await castOf(stage, shared);
    const keyed = ownedResources(surface).filter(({ create }) => operationOf(surface, create).idempotencyHeader);
    for (const resource of keyed) await repeat(stage, cast, resource);
  },
};
export default scenario;

async function repeat(stage: Stage, cast: Cast, resource: Resource): Promise<void> {
  const { surface, shared, random } = stage;
  const create = operationOf(surface, resource.create);
  const own = await makePossessions(stage, shared, cast.owner);
  const [body, otherBody] = [markedBody(create, random), markedBody(create, random)];
  const key = random.token(24);
  const post = (
    label: string,
    given: { person: Person; things: Possession[]; key: string; body: Json; place?: string },
  ) =>
    shared.http.call(create, {
      label,
      note: { resource: resource.name, person: given.person.name, ...(given.place ? { place: given.place } : {}) },
      headers: { ...given.person.as, [create.idempotencyHeader ?? ""]: given.key },
      path: pathFor(surface, create, given.things) ?? {},
      body: given.body,
    });
  const first = { person: cast.owner, things: own.things, key, body };
  const made = await post("first", first);
  if (!succeeded(made)) return;
  await post("again", first);
  await post("again with another body", { ...first, body: otherBody });
  await post("again", first);
  await post("other key", { ...first, key: random.token(24) });
  await list(stage, cast.owner, resource, own.things);
  // After the list, in which things are counted by the text that they were made with.
  if (await change(stage, cast.owner, resource, own.things, made)) await post("again after a change", first);

  const member = cast.members.find(({ role }) => mayCreate(surface, create, role));
  if (member) {
    await letIn(stage, shared, own, member);
    await post("by another", { ...first, person: member.person, place: "the same" });
  }
  const theirs = await makePossessions(stage, shared, cast.stranger);
  await post("by another", { ...first, person: cast.stranger, things: theirs.things, place: "their own" });
}

/** Whether it was done. */
async function change(
  { surface, shared, random }: Stage,
  { as, name }: Person,
  resource: Resource,
  things: Possession[],
  made: Exchange,
): Promise<boolean> {
  const operation = surface.operations.find(({ id }) => id === resource.update);
  const id = idOf(made, resource);
  if (!operation || id === undefined) return false;
  const those = things.map((thing) => (thing.resource === resource ? { ...thing, id } : thing));
  const path = pathFor(surface, operation, those);
  if (!path) return false;
  const exchange = await shared.http.call(operation, {
    label: "change in between",
    note: { resource: resource.name, person: name },
    headers: as,
    path,
    body: markedChange(operation, random),
  });
  return succeeded(exchange);
}

function mayCreate({ access }: Stage["surface"], { id }: Operation, role: string): boolean {
  return access?.[id]?.allowed.includes(role) ?? false;
}

async function list(
  { surface, shared }: Stage,
  { as }: Person,
  resource: Resource,
  things: Possession[],
): Promise<void> {
  const operation = surface.operations.find(({ id }) => id === resource.list);
  const path = operation && pathFor(surface, operation, things);
  if (operation && path) {
    await shared.http.call(operation, { label: "list after", note: { resource: resource.name }, headers: as, path });
  }
}
