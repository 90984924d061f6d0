/**
 * How long each thing that can be asked of a program takes: lists, their filters, a page far down, items. Everything is asked in
 * turns, round by round, so that whatever else the machine does meets all alike; repeats are timed and not recorded, one of each is.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange, Statement } from "../../contract/recording.ts";
import type { Operation, Resource } from "../../contract/surface.ts";
import { createHttp, type HttpProbe } from "../probe/http/http.ts";
import { idOf, jsonBody } from "../probe/http/messages.ts";
import { asObject, succeeded } from "../reading/exchanges.ts";
import type { GrowthNote, Sample } from "../reading/growth.ts";
import type { Track } from "../recorder.ts";
import { type CallOptions, type Http, type Instance, operationOf, type Stage } from "../scenario.ts";
import { validBody } from "../surface/values.ts";
import { queriesOf } from "./list-queries.ts";
import { markedChange } from "./marked-bodies.ts";
import type { Spot } from "./places-to-grow.ts";
import { pathOf } from "./things.ts";

export interface Asked {
  note: GrowthNote;
  ask(http: Http): Promise<Exchange>;
  /** What it was about, and the same for another of its kind: to explain a statement again after its row is gone. */
  another?(): Promise<{ id: string; instead: string } | undefined>;
}

/** Nine make a median that one stray does not move; what takes long shows in three. */
const mostRepeats = 9;
const fewestRepeats = 3;
const slowMs = 2_000;
const repeatsBudgetMs = 600;
/** Beyond this it is slow enough to be told, and others wait. */
const askLimitMs = 6_000;

/** Requests that leave no exchange in the recording. */
export function silentHttp(stage: Stage, instance: Instance): HttpProbe {
  const { track } = instance;
  const nowhere: Track = {
    scenario: track.scenario,
    instance: track.instance,
    now: () => track.now(),
    append: () => -1,
  };
  return createHttp({ url: instance.url, track: nowhere, signal: stage.signal });
}

/** The same, of whoever owns the place. */
export function speaking(http: Http, { person }: Pick<Spot, "person">): Http {
  const as = person?.as ?? {};
  return {
    send: (request) => http.send({ ...request, headers: { ...as, ...request.headers } }),
    call: (operation, options) => http.call(operation, { ...options, headers: { ...as, ...options.headers } }),
    credentials: async () => as,
  };
}

export function listsOf(spot: Spot, example: { [member: string]: Json }, farCursor: string | undefined): Asked[] {
  const { place, resource } = spot;
  if (!resource.list || !resource.page) return [];
  const list = operationOf(place.stage.surface, place.resource.list);
  const asked = (what: GrowthNote["what"], query: Record<string, string>): Asked =>
    askedOf(spot, what, list, () => ({ query }));
  return [
    asked("list", {}),
    ...queriesOf(list, resource.page, example).map((query) => asked("filter", query)),
    ...(farCursor === undefined ? [] : [asked("far page", { [resource.page.cursorParameter]: farCursor })]),
  ];
}

/** Of one thing that is kept, and of others that come and go. */
export function itemsOf(spot: Spot, kept: string, quiet: Http): Asked[] {
  const { place, resource } = spot;
  const { surface, random } = place.stage;
  const { create, read, update, remove } = place.resource;
  const operation = (id: string) => operationOf(surface, id);
  const spare: string[] = [];
  const makeOne = async (http: Http) => {
    const made = await http.call(operation(create as string), {
      label: "make",
      body: validBody(operation(create as string), random),
    });
    const id = succeeded(made) ? idOf(made, resource) : undefined;
    if (id !== undefined) spare.push(id);
    return made;
  };
  const asked: Asked[] = [];
  if (read) asked.push(askedOf(spot, "read", operation(read), () => ({ path: pathOf(resource, kept) })));
  if (update) {
    const change = () => ({ path: pathOf(resource, kept), body: markedChange(operation(update), random) });
    asked.push(askedOf(spot, "update", operation(update), change));
  }
  if (create) {
    const creates = askedOf(spot, "create", operation(create), () => ({}));
    creates.ask = async (http) => {
      const made = await http.call(operation(create), {
        ...ordinary(spot, "create"),
        body: validBody(operation(create), random),
      });
      const id = succeeded(made) ? idOf(made, resource) : undefined;
      if (id !== undefined) spare.push(id);
      return made;
    };
    asked.push(creates);
  }
  if (create && remove) {
    const deletes = askedOf(spot, "delete", operation(remove), () => ({}));
    let gone = "";
    deletes.ask = async (http) => {
      if (spare.length === 0) await makeOne(quiet);
      gone = spare.pop() ?? kept;
      return http.call(operation(remove), { ...ordinary(spot, "delete"), path: pathOf(resource, gone) });
    };
    deletes.another = async () => {
      if (spare.length === 0) await makeOne(quiet);
      const instead = spare.at(-1);
      return instead === undefined ? undefined : { id: gone, instead };
    };
    asked.push(deletes);
  }
  return asked;
}

function ordinary({ resource }: { resource: Resource }, what: string) {
  return { label: "measure", note: { resource: resource.name, what }, limitMs: askLimitMs };
}

function askedOf(
  spot: Spot,
  what: GrowthNote["what"],
  operation: Operation,
  options: () => Omit<CallOptions, "label">,
): Asked {
  const { method, path } = operationOf(spot.surface, operation.id);
  const query = new URLSearchParams(options().query ?? {}).toString();
  const line = `${method} ${path}${query === "" ? "" : what === "far page" ? " far down the list" : `?${query}`}`;
  return {
    note: { what, operation: operation.id, resource: spot.resource.name, line, size: spot.size, samples: [] },
    ask: (http) => http.call(operation, { ...ordinary(spot, what), ...options() }),
  };
}

/** In rounds: each once, then each again … `httpOf` gives the way in that belongs to a thing asked. */
export async function timeAll(
  asked: readonly { ask(http: Http): Promise<Exchange>; http: Http }[],
): Promise<number[][]> {
  const times = asked.map((): number[] => []);
  for (let round = 0; round <= mostRepeats; round++) {
    for (const [i, { ask, http }] of asked.entries()) {
      const own = times[i] as number[];
      const spent = own.reduce((sum, time) => sum + time, 0);
      if (own.length >= (spent > slowMs ? 1 : fewestRepeats) && spent > repeatsBudgetMs) continue;
      const { durationMs } = await ask(http);
      // The first round warms up: statements are prepared, caches are filled. It counts for what is slow anyway.
      if (round > 0 || durationMs > repeatsBudgetMs) own.push(durationMs);
    }
  }
  return times;
}

/** Once with everything recorded: what a person sees of it afterwards, and the statements that it took. */
export async function recordOne(
  stage: Stage,
  instance: Instance,
  asked: Asked,
  http: Http,
): Promise<Omit<Sample, "rows" | "timesMs">> {
  const before = stage.seen(instance).length;
  const exchange = await asked.ask(http);
  const seen = () =>
    stage
      .seen(instance)
      .slice(before)
      .filter((entry): entry is Statement => entry.kind === "statement" && entry.at >= exchange.at);
  // What a program does after its answer, COMMIT say, belongs to it.
  await stage.wait(20);
  const statements = seen();
  return {
    ...(exchange.response ? { status: exchange.response.status } : {}),
    rowsSent: Math.max(0, ...statements.map(({ rows }) => rows)),
    exchange: exchange.id,
    statements: statements.map(({ id }) => id),
  };
}

/** Follows cursors for so long; the place of each page, by the rows before it. */
export async function walkDeep(
  spot: Spot,
  http: Http,
  limitMs: number,
): Promise<{ pages: { cursor: string | undefined; rowsBefore: number }[]; limit: number }> {
  const { place, resource } = spot;
  const page = resource.page as NonNullable<Resource["page"]>;
  const limit = Math.min(page.maximumLimit, 100);
  const pages: { cursor: string | undefined; rowsBefore: number }[] = [{ cursor: undefined, rowsBefore: 0 }];
  let spent = 0;
  for (let rowsBefore = 0; spent < limitMs; ) {
    const exchange = await http.call(operationOf(place.stage.surface, place.resource.list), {
      label: "walk",
      query: pageQuery(page, limit, pages.at(-1)?.cursor),
    });
    spent += exchange.durationMs;
    const parsed = jsonBody(exchange);
    const body = succeeded(exchange) && parsed.ok ? asObject(parsed.value) : undefined;
    const items = body?.[page.items];
    const next = body?.[page.next];
    if (!Array.isArray(items) || (typeof next !== "string" && typeof next !== "number") || items.length === 0) break;
    rowsBefore += items.length;
    pages.push({ cursor: String(next), rowsBefore });
  }
  return { pages, limit };
}

export function pageQuery(
  page: NonNullable<Resource["page"]>,
  limit: number,
  cursor: string | undefined,
): Record<string, string> {
  return { [page.limitParameter]: String(limit), ...(cursor === undefined ? {} : { [page.cursorParameter]: cursor }) };
}
