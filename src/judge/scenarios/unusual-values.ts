/**
 * Values that the contract allows and that programs are often not ready for: each made, and read back.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { answeredMembersOf, isDate, isFreeText, isMoment, isNumber, type Member, membersOf } from "../acts/members.ts";
import { sideBySide } from "../acts/side-by-side.ts";
import { type Made, makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { unknownIdLike } from "../acts/unknown-ids.ts";
import {
  type UnusualValue,
  unusualDates,
  unusualMoments,
  unusualNumbers,
  unusualTexts,
} from "../acts/unusual-values.ts";
import { idOf } from "../probe/http/messages.ts";
import { objectOf, succeeded } from "../reading/exchanges.ts";
import { operationOf, type Scenario, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";

/** Note of "create unusual", "read unusual", "update unusual" and "read updated unusual". */
export interface UnusualNote {
  resource: string;
  kind: "text" | "number" | "date" | "moment" | "edge";
  member: string;
  /** In words. */
  what: string;
  mayBeRefused: boolean;
  /** Exchanges of the same case share it. */
  case: string;
}

/** Note of "create with more", "read with more", "update with more", "read updated with more". */
export interface MoreNote {
  resource: string;
  what: string;
  case: string;
  /** The member that the contract does not have in a request. */
  member: string;
}

/** More members of one kind go through the same code, and every request costs the person's time. */
const mostMembersOfAKind = 2;

const scenario: Scenario = {
  title: "create unusual but valid values and read them back",
  fast: "with few operations",
  instance: "shared",
  uses: [],
  limitMs: 60_000,
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    await sideBySide(stage, makeable(stage.surface), async (here, resource) => {
      const made = await makeThing(here, here.shared, resource, "usual", { label: "create usual" });
      const cases = casesOf(resource, here);
      // One after the other: what requests do to each other is for another scenario.
      for (const given of cases) await tryCreate(here, resource, given);
      await tryUpdates(here, resource, cases, made.id);
      for (const given of moreMembers(here, resource, made)) await tryMore(here, resource, given);
    });
  },
};
export default scenario;

interface Case extends UnusualValue {
  kind: UnusualNote["kind"];
  member: string;
  case: string;
}

function casesOf(resource: Resource, { surface }: Stage): Case[] {
  // Text goes through the same driver to the same database: of other resources than the richest, some of it will do.
  const step = resource.name === richest(surface).name ? 1 : 3;
  const members = membersOf(operationOf(surface, resource.create));
  const of = (
    kind: Case["kind"],
    fits: (member: Member) => boolean,
    values: (member: Member) => readonly UnusualValue[],
  ) =>
    members
      .filter(fits)
      .slice(0, mostMembersOfAKind)
      .flatMap((member) => values(member).map((value) => ({ ...value, kind, member: member.name })));
  return [
    ...of("text", isFreeText, ({ schema }) => unusualTexts(schema)).filter((_, i) => i % step === 0),
    ...of("number", isNumber, ({ schema }) => unusualNumbers(schema)),
    ...of("date", isDate, () => unusualDates),
    ...of("moment", isMoment, () => unusualMoments),
    ...of("edge", isFreeText, ({ schema }) => lengthEdges(schema)),
  ].map((given, i) => ({ ...given, case: `c${i}` }));
}

function lengthEdges(schema: Member["schema"]): UnusualValue[] {
  const least = typeof schema.minLength === "number" ? schema.minLength : 1;
  const most = schema.maxLength;
  const edges = [{ what: `${least} characters, the fewest that are allowed`, value: "x".repeat(Math.max(least, 1)) }];
  if (typeof most === "number" && most <= 10_000) {
    edges.push({ what: `${most} characters, the most that are allowed`, value: "y".repeat(most) });
  }
  return edges;
}

async function tryCreate(stage: Stage, resource: Resource, given: Case): Promise<void> {
  const { surface, shared, random } = stage;
  const create = operationOf(surface, resource.create);
  const note = noteOf(resource, given);
  const body = { ...validBody(create, random), [given.member]: given.value };
  const created = await shared.http.call(create, { label: "create unusual", note, body });
  await readIfMade(stage, resource, created, "read unusual", note);
}

/** One of each kind: the UPDATE binds its values elsewhere than the INSERT, and may cast them differently. */
async function tryUpdates({ surface, shared }: Stage, resource: Resource, cases: Case[], id: string): Promise<void> {
  if (!resource.update) return;
  const update = operationOf(surface, resource.update);
  const path = pathOf(resource, id);
  const known = membersOf(update).map((member) => member.name);
  for (const kind of ["text", "number", "date"] as const) {
    const ofKind = cases.filter((given) => given.kind === kind && known.includes(given.member));
    for (const given of ofKind.filter((_, i) => i % 6 === 2)) {
      const note = { ...noteOf(resource, given), case: `${given.case}-update` };
      const updated = await shared.http.call(update, {
        label: "update unusual",
        note,
        path,
        body: { [given.member]: given.value },
      });
      if (resource.read && succeeded(updated)) {
        await shared.http.call(operationOf(surface, resource.read), { label: "read updated unusual", note, path });
      }
    }
  }
}

function noteOf(
  resource: Resource,
  { kind, member, what, mayBeRefused = false, case: id }: Case,
): Record<string, Json> {
  return { resource: resource.name, kind, member, what, mayBeRefused, case: id } satisfies UnusualNote;
}

interface More {
  what: string;
  case: string;
  member: string;
  /** The body as text: `__proto__` is no member of a JavaScript object literal. */
  bodyOf(body: Record<string, Json>): string;
  update?: true;
}

/** Members that the contract does not have in a request: ignored or refused, both are right; stored is not. */
function moreMembers({ surface, random }: Stage, resource: Resource, made: Made): More[] {
  const create = operationOf(surface, resource.create);
  const known = membersOf(create).map((member) => member.name);
  const ownMoments = answeredMembersOf(create).filter((member) => isMoment(member));
  const otherId = unknownIdLike(made.id, random).id;
  const idIsNumber = typeof objectOf(made.exchange)?.[resource.idMember] === "number";
  const strange = random.token(9);
  const add = (member: string, value: Json) => (body: Record<string, Json>) =>
    `${JSON.stringify(body).slice(0, -1)}${Object.keys(body).length > 0 ? "," : ""}${JSON.stringify(member)}:${JSON.stringify(value)}}`;
  const members: [what: string, member: string, value: Json][] = [
    ["a member that nobody knows", strange, `${strange}-value`],
    ["a member of objects in JavaScript", "__proto__", { [strange]: `${strange}-value` }],
    ["another member of objects in JavaScript", "constructor", { prototype: { [strange]: `${strange}-value` } }],
    ["an id of the client's choice", resource.idMember, idIsNumber ? Number(otherId) : otherId],
    ...ownMoments
      .slice(0, mostMembersOfAKind)
      .map(({ name }): [string, string, Json] => [
        "a moment that is the program's to say",
        name,
        "2001-02-03T04:05:06Z",
      ]),
  ];
  const more = members
    .filter(([, member]) => !known.includes(member))
    .map(([what, member, value], i) => ({ what, member, case: `m${i}`, bodyOf: add(member, value) }));
  const only: More = {
    what: "nothing but a member that nobody knows",
    member: strange,
    case: "m-only",
    update: true,
    bodyOf: () => add(strange, 1)({}),
  };
  const updates = more.map((given): More => ({ ...given, case: `${given.case}-update`, update: true }));
  return resource.update ? [...more, ...updates, only] : more;
}

async function tryMore(stage: Stage, resource: Resource, given: More): Promise<void> {
  const { surface, shared, random } = stage;
  const note = { resource: resource.name, what: given.what, case: given.case, member: given.member } satisfies MoreNote;
  const create = operationOf(surface, resource.create);
  if (!given.update) {
    const rawBody = given.bodyOf(validBody(create, random));
    const created = await shared.http.call(create, { label: "create with more", note, rawBody });
    return readIfMade(stage, resource, created, "read with more", note);
  }
  const { id } = await makeThing(stage, shared, resource, "usual", { label: "create usual" });
  const update = operationOf(surface, resource.update);
  const member = membersOf(update).find(({ name }) => name in validBody(create, random));
  const body: Record<string, Json> = member ? { [member.name]: validBody(create, random)[member.name] as Json } : {};
  const path = pathOf(resource, id);
  await shared.http.call(update, { label: "update with more", note, path, rawBody: given.bodyOf(body) });
  if (resource.read)
    await shared.http.call(operationOf(surface, resource.read), { label: "read updated with more", note, path });
}

async function readIfMade(
  { surface, shared }: Stage,
  resource: Resource,
  created: Exchange,
  label: string,
  note: Record<string, Json>,
) {
  const id = succeeded(created) ? idOf(created, resource) : undefined;
  if (!resource.read || id === undefined) return;
  await shared.http.call(operationOf(surface, resource.read), { label, note, path: pathOf(resource, id) });
}
