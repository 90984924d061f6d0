/**
 * Values that change a statement if they are pasted into it, in every place where a request has text; beside harmless ones, so
 * that what the program makes of both can be compared on the wire to its database.
 */
import type { Json } from "../../contract/json.ts";
import type { Operation, Resource } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { injectWherePeopleAreLetIn, injectWherePeopleComeIn, type Sender } from "../acts/inject-into-people.ts";
import { cursorWith, type Marked, numberInjections, textInjections } from "../acts/injections.ts";
import { hasType, membersOf, numberOf } from "../acts/members.ts";
import { makeable, makeThing, pathOf } from "../acts/things.ts";
import { header } from "../probe/http/messages.ts";
import { asObject, jsonOf } from "../reading/exchanges.ts";
import { type CallOptions, type Http, operationOf, type Scenario, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";

/** Note of "harmless" and "payload". */
export interface InjectionNote {
  resource: string;
  /** Requests that differ in one value only share it: "createNote/body.title". */
  place: string;
  head: string;
  tail: string;
  value: string;
}

/** More members of a body go into the same statement in the same way. */
const mostTexts = 4;

const scenario: Scenario = {
  title: "send values that would change a statement",
  fast: "with few operations",
  instance: "shared",
  rough: true,
  uses: ["database"],
  limitMs: 120_000,
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    for (const wanted of makeable(stage.surface)) {
      const { stage: here, resource, path } = await inPlace(stage, stage.shared, wanted);
      const victim = await makeThing(here, here.shared, resource, "victim", { label: "create before" });
      for (const id of [resource.create, resource.update, resource.replace]) {
        if (id === undefined) continue;
        await intoBody(here, resource, operationOf(here.surface, id), victim.id);
        await intoHeaders(here, resource, operationOf(here.surface, id), victim.id);
      }
      for (const id of [resource.read, resource.update, resource.remove]) {
        if (id !== undefined) await intoPath(here, resource, operationOf(here.surface, id), victim.id);
      }
      // In the whole surface, where the parents' ids are still parameters.
      for (const id of [wanted.create, wanted.list]) {
        for (const parameter of id === undefined ? [] : Object.keys(path)) {
          await intoParentId(stage, wanted, operationOf(stage.surface, id), { path, parameter });
        }
      }
      if (resource.list) await intoQuery(here, resource, operationOf(here.surface, resource.list));
      if (wanted.name === stage.surface.sharing?.resource)
        await injectWherePeopleAreLetIn(
          stage,
          { ...path, ...pathOf(wanted, victim.id) },
          senderFor(stage, resource.name),
        );
    }
    await injectWherePeopleComeIn(stage, senderFor(stage, "person"));
  },
};
export default scenario;

async function intoBody(stage: Stage, resource: Resource, operation: Operation, id: string): Promise<void> {
  const { random } = stage;
  const path = operation.path.includes("{") ? pathOf(resource, id) : {};
  const isChange = operation.id === resource.update;
  const mayCutOff = operation.id === resource.create;
  const bodyWith = (member: string, value: Json) =>
    isChange ? { [member]: value } : { ...validBody(operation, random), [member]: value };
  const texts = membersOf(operation).filter(({ schema }) => hasType(schema, "string"));
  for (const { name, schema } of texts.slice(0, mostTexts)) {
    const values = textInjections(random, { mayCutOff, most: numberOf(schema, "maxLength") });
    await sendAll(stage, resource, operation, `body.${name}`, values, ({ value }) => ({
      path,
      body: bodyWith(name, value),
    }));
  }
  // Names of members may be taken for names of columns.
  const names = textInjections(random, { mayCutOff: false }).filter(
    ({ harmless, value }) => harmless || /["']/.test(value),
  );
  await sendAll(stage, resource, operation, "body's member names", names, ({ value }) => ({
    path,
    body: { ...(isChange ? {} : validBody(operation, random)), [value]: 1 },
  }));
}

/** Headers that a program looks up in its database: the tag of what was read, the key of what may be repeated. */
async function intoHeaders(stage: Stage, resource: Resource, operation: Operation, id: string): Promise<void> {
  const { random, shared, surface } = stage;
  const heeded = resource.concurrency?.update === operation.id;
  const named = operation.parameters.filter(({ in: where }) => where === "header").map(({ name }) => name);
  const isTag = (name: string) => name.toLowerCase() === "if-match";
  const path = operation.path.includes("{") ? pathOf(resource, id) : {};
  const body = () => (operation.body ? { body: validBody(operation, random) } : {});
  for (const name of [...named.filter((name) => !isTag(name)), ...(heeded ? ["If-Match"] : [])]) {
    const texts = textInjections(random, { mayCutOff: operation.id === resource.create });
    const tag = isTag(name)
      ? await tagOf(shared.http, operationOf(surface, resource.concurrency?.read), path)
      : undefined;
    const values = tag !== undefined && /^\d+$/.test(tag) ? [...texts, ...numberInjections(random, tag)] : texts;
    await sendAll(stage, resource, operation, `header.${name}`, values, ({ value }) => ({
      path,
      headers: { [name]: isTag(name) ? `"${value}"` : value },
      ...body(),
    }));
  }
}

/** What stands between the quotes of an ETag. */
async function tagOf(http: Http, read: Operation, path: Record<string, string>): Promise<string | undefined> {
  const exchange = await http.call(read, { label: "read its tag", path });
  return /^(?:W\/)?"(.*)"$/.exec(header(exchange, "etag") ?? "")?.[1];
}

function senderFor(stage: Stage, resource: string): Sender {
  return (operation, place, values, optionsOf) =>
    sendAll(stage, { name: resource }, operation, place, values, optionsOf);
}

async function intoPath(stage: Stage, resource: Resource, operation: Operation, id: string): Promise<void> {
  const { random } = stage;
  const values = [...textInjections(random, { mayCutOff: true }), ...numberInjections(random, id)];
  // The thing itself stays: a harmless value of the right form is asked for by reading only.
  const safe = operation.id === resource.read ? values : values.filter(({ value }) => value !== id);
  const body = operation.body && operation.id === resource.update ? { body: validBody(operation, random) } : {};
  await sendAll(stage, resource, operation, `path.${resource.idParameter}`, safe, ({ value }) => ({
    path: pathOf(resource, value),
    ...body,
  }));
}

async function intoParentId(
  stage: Stage,
  resource: Resource,
  operation: Operation,
  { path, parameter }: { path: Record<string, string>; parameter: string },
): Promise<void> {
  const known = path[parameter];
  if (known === undefined || !operation.path.includes(`{${parameter}}`)) return;
  const { random } = stage;
  const values = [...textInjections(random, { mayCutOff: true }), ...numberInjections(random, known)];
  const body = operation.body ? { body: validBody(operation, random) } : {};
  await sendAll(stage, resource, operation, `path.${parameter}`, values, ({ value }) => ({
    path: { ...path, [parameter]: value },
    ...body,
  }));
}

async function intoQuery(stage: Stage, resource: Resource, operation: Operation): Promise<void> {
  const { random, shared } = stage;
  for (const { name, in: where, schema } of operation.parameters) {
    if (where !== "query" && where !== "header") continue;
    const isNumber = hasType(schema, "integer") || hasType(schema, "number");
    const texts = textInjections(random, { mayCutOff: true, most: numberOf(schema, "maxLength") });
    const values = isNumber ? [...numberInjections(random, "3"), ...texts.filter(({ harmless }) => !harmless)] : texts;
    const put = (value: string): Partial<CallOptions> =>
      where === "query" ? { query: { [name]: value } } : { headers: { [name]: value } };
    await sendAll(stage, resource, operation, `${where}.${name}`, values, ({ value }) => put(value));
  }
  if (!resource.page) return;
  const { limitParameter, cursorParameter, next } = resource.page;
  await makeThing(stage, shared, resource, "second", { label: "create before" });
  const first = await shared.http.call(operation, { label: "first page", query: { [limitParameter]: "1" } });
  const cursor = asObject(jsonOf(first))?.[next];
  const build = typeof cursor === "string" ? cursorWith(cursor) : undefined;
  if (!build) return;
  const values = [...textInjections(random, { mayCutOff: true }), ...numberInjections(random, "41")];
  await sendAll(stage, resource, operation, `inside query.${cursorParameter}`, values, ({ value }) => ({
    query: { [limitParameter]: "1", [cursorParameter]: build(value) },
  }));
}

/** One after the other, so that each statement belongs to the request that was under way. */
async function sendAll(
  { shared }: Stage,
  resource: Pick<Resource, "name">,
  operation: Operation,
  place: string,
  values: Marked[],
  optionsOf: (marked: Marked) => Partial<CallOptions>,
): Promise<void> {
  for (const marked of values) {
    const { head, tail, value, harmless } = marked;
    const note = {
      resource: resource.name,
      place: `${operation.id}/${place}`,
      head,
      tail,
      value,
    } satisfies InjectionNote;
    await shared.http.call(operation, { label: harmless ? "harmless" : "payload", note, ...optionsOf(marked) });
  }
}
