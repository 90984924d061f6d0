/**
 * Requests that no honest client sends, made from the contract's schemas; and after each batch the question whether
 * the program still serves.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Operation, Resource } from "../../contract/surface.ts";
import { casesOfSharing, casesOfSignUp } from "../acts/hostile-people.ts";
import { inPlace } from "../acts/in-place.ts";
import { type Made, makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { unknownIdLike } from "../acts/unknown-ids.ts";
import { broke, succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, operationOf, type Scenario, type Stage } from "../scenario.ts";
import { type HostileCase, type HostileRequest, hostileCases } from "../surface/hostile-cases.ts";
import { shrink } from "../surface/shrink.ts";
import { changeOf, validBody } from "../surface/values.ts";

/** Note of "hostile", "hostile alone" (sent again by itself) and "shrinking" (a smaller request that may do the same harm). */
export interface HostileNote {
  /** {@link HostileCase.id}. */
  case: string;
  place: string;
  what: string;
  kind: HostileCase["kind"];
  expect: HostileCase["expect"];
  /** Name of the resource; "person" and "access" for signing up, logging in and letting others in. */
  resource: string;
}

/** Labels of the requests that ask whether it still serves: "still there" between batches, the others at the end. */
export const servingLabels = ["still there", "create afterwards", "read afterwards", "list afterwards"];

const batchSize = 40;
/** A program that ends again and again is not started for ever: what is to be said about it was seen by then. */
const mostRestarts = 5;
/** Each costs the person up to twelve seconds. */
const mostTimeouts = 2;
/** Shrinking is for the reader, and is not worth more than this. */
const shrinkMs = 500;
const mostShrunk = 6;

const scenario: Scenario = {
  title: "send what no honest client sends",
  fast: "with few operations",
  instance: "shared",
  rough: true,
  uses: [],
  limitMs: 180_000,
  inapplicable: (surface) => (makeable(surface).length > 0 ? undefined : "nothing can be created"),
  async run(stage) {
    const state: State = { restarts: 0, timeouts: 0, shrunk: new Set() };
    for (const wanted of makeable(stage.surface)) {
      const { stage: here, resource, path } = await inPlace(stage, stage.shared, wanted);
      const victim = await makeThing(here, here.shared, resource, "victim", { label: "create before" });
      await askHonestly(here, resource, victim);
      // In the whole surface, so that the ids of the parents are tried as well.
      const cases = casesOf(stage, wanted, { ...path, ...pathOf(wanted, victim.id) });
      await sendAll(stage, wanted.name, cases, state);
      await askWhetherItServes(here, resource);
    }
    if (stage.surface.sharing) await sendAll(stage, "access", await casesOfSharing(stage, stage.shared), state);
    await sendAll(stage, "person", casesOfSignUp(stage.surface, stage.random), state);
  },
};
export default scenario;

/**
 * What honest requests come to, so that a fault that has nothing to do with hostile input is not found in it: a few creates, and
 * ids that do not exist but could.
 */
async function askHonestly(stage: Stage, resource: Resource, victim: Made): Promise<void> {
  const { surface, shared, random } = stage;
  for (let i = 0; i < 3; i++) {
    const create = operationOf(surface, resource.create);
    const note = { resource: resource.name, thing: `honest ${i}` };
    await shared.http.call(create, { label: "create before", note, body: validBody(create, random) });
  }
  const path = pathOf(resource, unknownIdLike(victim.id, random).id);
  for (const id of [resource.read, resource.update, resource.remove]) {
    if (id === undefined) continue;
    const operation = operationOf(surface, id);
    const body = id === resource.update ? { body: changeOf(operation, random) } : {};
    await shared.http.call(operation, { label: "unknown id", note: { resource: resource.name }, path, ...body });
  }
}

interface State {
  restarts: number;
  timeouts: number;
  shrunk: Set<string>;
}

/**
 * The first operation of each kind thoroughly; those behind it go through much of the same code, and so do the operations of
 * other resources than the richest.
 */
function casesOf({ surface, random }: Stage, resource: Resource, path: Record<string, string>): HostileCase[] {
  const isRichest = resource === richest(surface);
  const of = (operation: string | undefined, depth: "thorough" | "brief"): HostileCase[] =>
    operation === undefined
      ? []
      : hostileCases(operationOf(surface, operation), {
          ...{ random, path, depth: isRichest ? depth : "brief" },
          idDepth: operation === resource.read && isRichest ? "thorough" : "brief",
        });
  return [
    ...of(resource.create, "thorough"),
    ...of(resource.update, "brief"),
    ...of(resource.replace, "brief"),
    ...of(resource.list, "thorough"),
    ...of(resource.read, "thorough"),
    // Last, because an id with letters after it may delete what others need.
    ...of(resource.remove, "brief"),
  ];
}

async function sendAll(stage: Stage, about: string, cases: HostileCase[], state: State): Promise<void> {
  for (let from = 0; from < cases.length; from += batchSize) {
    await sendBatch(stage, about, cases.slice(from, from + batchSize), state);
  }
}

async function sendBatch(stage: Stage, about: string, batch: HostileCase[], state: State): Promise<void> {
  const sent: Sent[] = [];
  let served = true;
  for (const given of batch) {
    const exchange = await send(stage, given, about, "hostile");
    sent.push({ given, exchange });
    if (exchange.response) continue;
    served = await isStillThere(stage);
    // The one before may have been answered and have ended the program all the same.
    if (!served) await findCulprit(stage, about, sent.slice(-2), state);
    if (exchange.outcome === "timeout" && ++state.timeouts >= mostTimeouts) {
      throw new CannotGoOn("too many requests were not answered in time");
    }
  }
  await shrinkFirstOfEachKind(stage, about, sent, state);
  if (await isStillThere(stage)) return;
  await findCulprit(stage, about, sent.slice(-1), state);
}

interface Sent {
  given: HostileCase;
  exchange: Exchange;
}

/** Sends each of them again to a program that serves, and asks whether it still does. */
async function findCulprit(stage: Stage, about: string, suspects: Sent[], state: State): Promise<void> {
  await bringBack(stage, state);
  for (const { given } of suspects) {
    await send(stage, given, about, "hostile alone");
    // A process that ends after its answer needs a moment for it.
    await stage.wait(50);
    if (await isStillThere(stage)) continue;
    await bringBack(stage, state);
    return;
  }
}

function send(
  { shared }: Stage,
  given: HostileCase,
  about: string,
  label: string,
  request: HostileRequest = given.request,
) {
  const { id, place, what, kind, expect, operation } = given;
  const note = { case: id, place, what, kind, expect, resource: about } satisfies HostileNote;
  return shared.http.send({ label, note, operation, ...request });
}

async function isStillThere({ shared, surface }: Stage): Promise<boolean> {
  const url = surface.health ?? surface.operations.find((operation) => operation.method === "GET")?.path ?? "/";
  const probe = await shared.http.send({ label: "still there", method: "GET", url });
  return succeeded(probe);
}

/** The scenarios after this one are not to suffer for it. */
async function bringBack({ shared }: Stage, state: State): Promise<void> {
  if (state.restarts++ >= mostRestarts) throw new CannotGoOn("the program ended again and again under hostile input");
  if (shared.process.running) {
    await shared.process.kill();
  }
  await shared.restart();
  if (!shared.ready) throw new CannotGoOn("the program did not come back after hostile input");
}

async function shrinkFirstOfEachKind(stage: Stage, about: string, sent: Sent[], state: State): Promise<void> {
  for (const { given, exchange } of sent) {
    const because = broke(exchange)
      ? "broke"
      : given.expect === "refuse" && succeeded(exchange)
        ? "accepted"
        : undefined;
    const operation = operationOf(stage.surface, given.operation);
    const key = `${because} ${given.kind}`;
    if (!because || !operation.body || state.shrunk.has(key) || state.shrunk.size >= mostShrunk) continue;
    state.shrunk.add(key);
    await shrinkOne(stage, about, given, operation, because);
  }
}

async function shrinkOne(
  stage: Stage,
  about: string,
  given: HostileCase,
  operation: Operation,
  because: "broke" | "accepted",
): Promise<void> {
  const { track } = stage;
  const until = track.now() + shrinkMs;
  await shrink(given.request, {
    because,
    schema: operation.body?.schema ?? {},
    mayGoOn: () => track.now() < until,
    stillFails: async (request) => {
      const tried = await send(stage, given, about, "shrinking", request);
      return because === "broke" ? broke(tried) : succeeded(tried);
    },
  });
}

/** With what an honest client sends: made, read, listed. */
async function askWhetherItServes(stage: Stage, resource: Resource): Promise<void> {
  const { surface, shared } = stage;
  const made = await makeThing(stage, shared, resource, "afterwards", { label: "create afterwards" });
  const note = { resource: resource.name, thing: "afterwards" };
  if (resource.read) {
    await shared.http.call(operationOf(surface, resource.read), {
      label: "read afterwards",
      note,
      path: pathOf(resource, made.id),
    });
  }
  if (resource.list) await shared.http.call(operationOf(surface, resource.list), { label: "list afterwards", note });
}
