/**
 * Puts into bodies what is not theirs to say: ids of things and people of others, roles, owners, moments. Each time the owner, and
 * whoever might have gained by it, looks before and after.
 */
import type { Json } from "../../contract/json.ts";
import type { Operation } from "../../contract/surface.ts";
import { type Cast, castOf, withoutOwners } from "../acts/cast.ts";
import { answeredMembersOf, isMoment, membersOf } from "../acts/members.ts";
import type { Person } from "../acts/people.ts";
import {
  bodyFor,
  letIn,
  makePossessions,
  ownedResources,
  type Possession,
  type Possessions,
  pathFor,
} from "../acts/possessions.ts";
import { idOf } from "../probe/http/messages.ts";
import { succeeded } from "../reading/exchanges.ts";
import { operationOf, type Scenario, type Stage } from "../scenario.ts";

/** Of "send more", and with the same `case` of "look before" and "look after". */
export interface MoreNote {
  case: string;
  person: string;
  resource: string;
  /** foreign: in a stranger's own place, ids of the owner's. extra: in the owner's, what only the program may say. */
  kind: "foreign" | "extra";
  /** Sent beyond the contract. */
  more: { [member: string]: Json };
}

export interface LookNote {
  case: string;
  person: string;
  /** own: the thing that was sent to. owner's: what it might have been done to. role: what the sender, or a stranger, is in it. */
  at: "own" | "owner's" | "role";
}

const scenario: Scenario = {
  title: "send more than was asked for",
  // Some 260 requests, too many for every save.
  fast: false,
  instance: "shared",
  uses: [],
  promises: ["unknown-members-change-nothing"],
  limitMs: 60_000,
  inapplicable: (surface) =>
    withoutOwners(surface) ?? (ownedResources(surface).length > 0 ? undefined : "nothing of one's own can be made"),
  async run(stage) {
    const { shared } = stage;
    const cast = await castOf(stage, shared);
    const [theirs, elsewhere, strangers] = [
      await makePossessions(stage, shared, cast.owner),
      await makePossessions(stage, shared, cast.owner),
      await makePossessions(stage, shared, cast.stranger),
    ];
    for (const member of cast.members) await letIn(stage, shared, theirs, member);
    const send = createSender(stage);
    for (const operation of writing(stage.surface)) {
      const { resource } = ownOf(stage.surface, operation) ?? {};
      if (!resource) continue;
      for (const more of foreignIds(theirs, resource.name, cast)) {
        await send({
          operation,
          person: cast.stranger,
          at: strangers,
          watched: theirs,
          kind: "foreign",
          more,
          gains: cast.stranger,
        });
      }
      const editor = cast.members.find(({ role }) => stage.surface.access?.[operation.id]?.allowed.includes(role));
      const person = editor?.person ?? cast.owner;
      for (const more of extras(stage.surface, operation, { elsewhere, cast, person })) {
        await send({
          operation,
          person,
          at: theirs,
          watched: elsewhere,
          kind: "extra",
          more,
          gains: editor?.person ?? cast.stranger,
        });
      }
    }
  },
};
export default scenario;

interface Sending {
  operation: Operation;
  person: Person;
  at: Possessions;
  watched: Possessions;
  kind: MoreNote["kind"];
  more: { [member: string]: Json };
  /** Whose role is looked at. */
  gains: Person;
}

function createSender(stage: Stage) {
  const { surface, shared } = stage;
  let cases = 0;
  return async ({ operation, person, at, watched, kind, more, gains }: Sending): Promise<void> => {
    const id = `m${++cases}`;
    const own = ownOf(surface, operation);
    const path = pathFor(surface, operation, at.things);
    if (!own || !path) return;
    const read = async (
      when: string,
      note: Omit<LookNote, "case">,
      as: Person,
      kept: Possession[],
      operationId: string | undefined,
    ) => {
      const reading = surface.operations.find((candidate) => candidate.id === operationId);
      const filled = reading && pathFor(surface, reading, kept);
      if (!reading || !filled) return;
      const label = `look ${when}`;
      await shared.http.call(reading, { label, note: { case: id, ...note }, headers: as.as, path: filled });
    };
    const look = async (when: "before" | "after", made: Possession | undefined) => {
      const { resource } = own;
      const things = made ? [...at.things.filter((thing) => thing.resource !== resource), made] : at.things;
      // What is made has no before; the first of its kind is looked at instead.
      await read(when, { person: at.owner.name, at: "own" }, at.owner, things, resource.read);
      const { owner } = watched;
      await read(when, { person: owner.name, at: "owner's" }, owner, watched.things, resource.read);
      // Their own list grows with what they make themselves.
      const mayGrow = kind === "extra" && !operationOf(surface, resource.list ?? operation.id).path.includes("{");
      if (resource.list && !mayGrow)
        await read(when, { person: owner.name, at: "owner's" }, owner, watched.things, resource.list);
      const shares = kind === "foreign" ? watched : at;
      await read(when, { person: gains.name, at: "role" }, gains, shares.things, shares.root.resource.read);
    };
    await look("before", undefined);
    const exchange = await shared.http.call(operation, {
      label: "send more",
      note: { case: id, person: person.name, resource: own.resource.name, kind, more } satisfies MoreNote,
      headers: person.as,
      path,
      body: { ...bodyFor(stage, operation, undefined), ...more },
    });
    const madeId = own.does === "create" && succeeded(exchange) ? idOf(exchange, own.resource) : undefined;
    await look(
      "after",
      madeId === undefined ? undefined : { resource: own.resource, id: madeId, rawId: madeId, answered: {} },
    );
  };
}

/** Creates and changes of what can be owned. */
function writing(surface: Stage["surface"]): Operation[] {
  const ids = ownedResources(surface).flatMap(({ create, update, replace }) => [create, update ?? replace]);
  return ids.flatMap((id) => (id === undefined ? [] : [operationOf(surface, id)]));
}

function ownOf(surface: Stage["surface"], { id }: Operation) {
  const resource = ownedResources(surface).find(({ create, update, replace }) =>
    [create, update, replace].includes(id),
  );
  return resource && { resource, does: resource.create === id ? ("create" as const) : ("update" as const) };
}

/** Each by itself, so that one that is refused hides no other. */
function foreignIds({ things }: Possessions, resource: string, { owner }: Cast): { [member: string]: Json }[] {
  const own = things.find((thing) => thing.resource.name === resource);
  const parents = (own?.resource.parents ?? []).flatMap((parent): { [member: string]: Json }[] => {
    const above = things.find((thing) => thing.resource.name === parent.resource);
    if (!above) return [];
    return [{ [parent.member ?? `${parent.resource}Id`]: above.rawId }, { [`${parent.resource}_id`]: above.rawId }];
  });
  return [
    ...parents,
    ...(own ? [{ [own.resource.idMember]: own.rawId }] : []),
    { ownerId: owner.id, owner_id: owner.id, userId: owner.id, user_id: owner.id },
  ];
}

interface Places {
  elsewhere: Possessions;
  cast: Cast;
  person: Person;
}

/** What the answer has and the request has not, each by itself; then what programs often have beside it, together. */
function extras(
  surface: Stage["surface"],
  operation: Operation,
  { elsewhere, cast, person }: Places,
): { [member: string]: Json }[] {
  const { resource } = ownOf(surface, operation) ?? {};
  const asked = new Set(membersOf(operation).map(({ name }) => name));
  const { roleMember = "role", ownerRole = "owner", roles = [] } = surface.sharing ?? {};
  const answered = answeredMembersOf(operation).flatMap((member): { [member: string]: Json }[] => {
    const { name } = member;
    if (asked.has(name)) return [];
    const parent = resource?.parents?.find((candidate) => candidate.member === name);
    const above = elsewhere.things.find((thing) => thing.resource.name === parent?.resource);
    if (above) return [{ [name]: above.rawId }];
    if (name === resource?.idMember) {
      const twin = elsewhere.things.find((thing) => thing.resource === resource);
      return twin ? [{ [name]: twin.rawId }] : [];
    }
    if (isMoment(member)) return [{ [name]: "2001-02-03T04:05:06Z" }];
    return name === roleMember ? [{ [name]: person === cast.owner ? (roles.at(-1) ?? "admin") : ownerRole }] : [];
  });
  const usual = {
    ownerId: cast.stranger.id,
    owner_id: cast.stranger.id,
    isAdmin: true,
    admin: true,
    [roleMember]: ownerRole,
  };
  return [...answered, Object.fromEntries(Object.entries(usual).filter(([name]) => !asked.has(name)))];
}
