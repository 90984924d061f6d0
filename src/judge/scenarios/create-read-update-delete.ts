/**
 * The plain life of a thing: made, read, changed, deleted; with a bystander that nothing may happen to, ids that do not
 * exist and methods that a path does not have.
 */
import { isValid } from "../../catalog/compile-schema.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Operation, Resource } from "../../contract/surface.ts";
import { inPlace } from "../acts/in-place.ts";
import { type Made, makeable, makeThing, pathOf } from "../acts/things.ts";
import { unknownIdLike } from "../acts/unknown-ids.ts";
import { succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, operationOf, type Scenario, type Stage } from "../scenario.ts";
import { changeOf, validBody } from "../surface/values.ts";

/** What the exchanges of one thing's life have in their note. */
export interface LifeNote {
  resource: string;
  /** One thing's exchanges share it, and it orders nothing. */
  thing: string;
}

/** Two lives show what one does not: a value that is always the same, an id that is given twice. */
const lives = ["first", "second"];

const scenario: Scenario = {
  title: "create, read, update and delete",
  fast: true,
  instance: "shared",
  uses: [],
  limitMs: 60_000,
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    for (const wanted of makeable(stage.surface)) {
      const { stage: here, resource } = await inPlace(stage, stage.shared, wanted);
      const bystander = await makeThing(here, here.shared, resource, "bystander");
      for (const thing of lives) await live(here, resource, { thing, bystander });
      if (barestBody(here, resource)) await live(here, resource, { thing: "bare", bystander });
      await askForWhatIsNotThere(here, resource, bystander);
      await useWrongMethods(here, resource, bystander);
    }
  },
};
export default scenario;

async function live(stage: Stage, resource: Resource, { thing, bystander }: { thing: string; bystander: Made }) {
  const { surface, shared, random } = stage;
  const bare = thing === "bare" ? barestBody(stage, resource) : undefined;
  const made = await makeThing(stage, shared, resource, thing, bare ? { body: bare } : {});
  const note: { resource: string; thing: string } = { resource: resource.name, thing };
  const byOperation = (id: string, label: string, extra: object = {}) =>
    shared.http.call(operationOf(surface, id), { label, note, path: pathOf(resource, made.id), ...extra });

  if (resource.read) {
    const read = await byOperation(resource.read, "read back");
    if (!succeeded(read)) throw new CannotGoOn(`what was created could not be read back (${read.response?.status})`);
    await readByLocation(stage, made, note);
  }
  if (resource.update) {
    const update = operationOf(surface, resource.update);
    for (const body of changesOf(update, made, stage)) {
      await byOperation(update.id, "update", { body });
      if (resource.read) await byOperation(resource.read, "read after update");
    }
  }
  if (resource.read) await readBystander(stage, resource, bystander, "read bystander");
  if (!resource.remove) return;
  await byOperation(resource.remove, "delete");
  if (resource.read) await byOperation(resource.read, "read after delete");
  if (resource.update) {
    const update = operationOf(surface, resource.update);
    await byOperation(update.id, "update after delete", { body: changeOf(update, random) });
  }
  await byOperation(resource.remove, "delete again");
  if (resource.list) await byOperation(resource.list, "list after delete", { path: {} });
  if (resource.read) await readBystander(stage, resource, bystander, "read bystander after delete");
}

/** Only what the contract asks for, where it leaves something open: the program has to fill it in. */
function barestBody({ surface, random }: Stage, resource: Resource): Made["sent"] | undefined {
  const create = operationOf(surface, resource.create);
  const required = create.body?.schema.required;
  if (!create.body || !Array.isArray(required)) return undefined;
  const whole = validBody(create, random);
  const body = Object.fromEntries(Object.entries(whole).filter(([name]) => required.includes(name)));
  const isLess = Object.keys(body).length < Object.keys(whole).length;
  return isLess && isValid(create.body.schema, body) ? body : undefined;
}

/** Each member alone, so that what else moves is seen, and emptied again where the contract has null for that; then several at once. */
function changesOf(update: Operation, made: Made, { random }: Stage) {
  const whole = validBody(update, random);
  const members = Object.keys(whole).filter((member) => member in made.sent);
  const emptied = (member: string) =>
    isValid(update.body?.schema ?? {}, { [member]: null }) ? [{ [member]: null }] : [];
  return [...members.flatMap((member) => [{ [member]: whole[member] }, ...emptied(member)]), changeOf(update, random)];
}

/**
 * Relative or absolute, with whatever host the program believes to have: only path and query count. It is no operation of the
 * contract until it turns out to lead to one.
 */
async function readByLocation(stage: Stage, made: Made, note: { resource: string; thing: string }) {
  const location = made.exchange.response?.headers.find(([name]) => name.toLowerCase() === "location")?.[1];
  if (location === undefined || !URL.canParse(location, stage.shared.url + made.exchange.request.url)) return;
  const { pathname, search } = new URL(location, stage.shared.url + made.exchange.request.url);
  const create = stage.surface.operations.find(({ id }) => id === made.exchange.operation);
  await stage.shared.http.send({
    label: "read by Location",
    note,
    method: "GET",
    url: pathname + search,
    // Whoever may make a thing may look at it.
    ...(create?.secured ? { headers: await stage.shared.http.credentials() } : {}),
  });
}

function readBystander(stage: Stage, resource: Resource, bystander: Made, label: string): Promise<Exchange> {
  return stage.shared.http.call(operationOf(stage.surface, resource.read), {
    label,
    note: { resource: resource.name, thing: "bystander" },
    path: pathOf(resource, bystander.id),
  });
}

/** Shape of the note of "unknown id". `wellFormed`: certainly of the shape of the program's own ids. */
export interface UnknownIdNote {
  resource: string;
  wellFormed: boolean;
}

async function askForWhatIsNotThere(stage: Stage, resource: Resource, like: Made) {
  const { id, wellFormed } = unknownIdLike(like.id, stage.random);
  const note = { resource: resource.name, wellFormed };
  const path = pathOf(resource, id);
  if (resource.read) {
    await stage.shared.http.call(operationOf(stage.surface, resource.read), { label: "unknown id", note, path });
  }
  if (resource.update) {
    const update = operationOf(stage.surface, resource.update);
    await stage.shared.http.call(update, { label: "unknown id", note, path, body: changeOf(update, stage.random) });
  }
}

/** HEAD, OPTIONS and TRACE are left out: servers answer them by themselves, and may (RFC 9110 §9.1). */
const tried = ["PUT", "POST", "PATCH", "DELETE"] as const;

async function useWrongMethods(stage: Stage, resource: Resource, made: Made) {
  const templates = [resource.item, resource.collection].filter((path) => path !== undefined);
  for (const template of templates) {
    const known = stage.surface.operations.filter((operation) => operation.path === template);
    const credentials = known.some(({ secured }) => secured) ? await stage.shared.http.credentials() : {};
    for (const method of tried) {
      if (known.some((operation) => operation.method === method)) continue;
      const withBody = method !== "DELETE";
      await stage.shared.http.send({
        label: "wrong method",
        note: { resource: resource.name, methods: known.map((operation) => operation.method) },
        method,
        url: template.replace(`{${resource.idParameter}}`, encodeURIComponent(made.id)),
        headers: { ...credentials, ...(withBody ? { "content-type": "application/json" } : {}) },
        ...(withBody ? { body: JSON.stringify(made.sent) } : {}),
      });
    }
  }
}
