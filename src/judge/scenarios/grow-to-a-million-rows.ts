/**
 * Makes a few dozen things through the API, learns from the rows that the program wrote for them, adds a thousand, a hundred
 * thousand and a million rows like them straight in the database, and times at each size everything that can be asked of it. What
 * grows is explained, and what mends it is tried.
 */

import {
  type Asked,
  itemsOf,
  listsOf,
  pageQuery,
  recordOne,
  silentHttp,
  speaking,
  timeAll,
  walkDeep,
} from "../acts/measure-growth.ts";
import { type Grounds, makeGrounds, mostNumerous, type Spot } from "../acts/places-to-grow.ts";
import { makeThing } from "../acts/things.ts";
import { jsonBody } from "../probe/http/messages.ts";
import { type Explanation, explainFarOffset, explainRequest, proveAdvice } from "../probe/rows/prove-advice.ts";
import { prepareSeeding } from "../probe/rows/seed-rows.ts";
import { asObject, objectOf, succeeded } from "../reading/exchanges.ts";
import { asNote, type GrowthNote, isSuspect, type ReferenceNote, type Sample } from "../reading/growth.ts";
import { type Http, type Instance, operationOf, requireReady, type Scenario, type Stage } from "../scenario.ts";

export const sizes = [1_000, 100_000, 1_000_000] as const;
const most = sizes[2];

/** Some hundreds of pages of a hundred rows: where passing over rows shows. */
const walkMs = 2_000;
/** With each of the largest scans a trial takes some seconds; what is of the same statement is explained once. */
const explainingMs = 40_000;

const scenario: Scenario = {
  title: "grow its tables to a million rows",
  fast: false,
  instance: "own",
  production: { expectedMs: 45_000 },
  uses: ["database"],
  limitMs: 240_000,
  inapplicable: (surface) =>
    mostNumerous(surface).length > 0 ? undefined : "nothing can be made and listed that there could be a million of",
  async run(stage) {
    const instance = requireReady(await stage.start());
    const quiet = silentHttp(stage, instance);
    try {
      await growAndMeasure(stage, instance, quiet);
    } finally {
      quiet.close();
    }
  },
};
export default scenario;

interface Measured extends Asked {
  spot: Spot;
  quiet: Http;
  loud: Http;
}

async function growAndMeasure(stage: Stage, instance: Instance, quiet: Http): Promise<void> {
  const { track } = instance;
  const grounds = await makeGrounds(stage, instance);
  const asked = await everythingToAsk(instance, grounds, quiet);
  const reference: ReferenceNote = { samples: [] };
  const seeder = await prepareSeeding(instance.database, grounds.kinds, most);
  const warm = asked.map(({ ask, quiet: http }) => ({ ask, http }));
  await timeAll(warm);
  for (const rows of sizes) {
    const began = track.now();
    const added = await seeder.growTo(rows);
    const durationMs = track.now() - began;
    track.append({
      kind: "fact",
      at: track.now(),
      name: "rows added",
      value: { rows, added, durationMs, tables: seeder.tables },
    });
    await measure(stage, instance, rows, asked, reference, quiet);
  }
  const lists = asked
    .filter(({ note }) => note.what === "list")
    .toSorted((a, b) => Number(b.spot.size === "small") - Number(a.spot.size === "small"));
  // Of each resource the last, and so the large place where there is one.
  const walks = [...new Map(lists.map((one) => [one.note.resource, one.spot])).values()];
  const deep: Measured[] = [];
  for (const spot of walks) deep.push(...(await measureDeep(stage, instance, spot, grounds, quiet)));
  await explain(stage, instance, [...asked, ...deep], reference);
  track.append({ kind: "fact", at: track.now(), name: "reference", value: asNote(reference) });
  for (const { note } of [...asked, ...deep])
    track.append({ kind: "fact", at: track.now(), name: "growth", value: asNote(note) });
}

async function everythingToAsk(instance: Instance, { spots }: Grounds, quiet: Http): Promise<Measured[]> {
  const asked: Measured[] = [];
  for (const spot of spots) {
    const ways = { spot, quiet: speaking(quiet, spot), loud: speaking(instance.http, spot) };
    const kept = await makeThing(spot.place.stage, spot.instance, spot.place.resource, "kept");
    const far = await farCursor(spot, ways.loud);
    const list = listsOf(spot, objectOf(kept.exchange) ?? {}, far);
    const items =
      spot.size === "small" || spots.length === new Set(spots.map(({ resource }) => resource)).size
        ? itemsOf(spot, kept.id, ways.quiet)
        : [];
    asked.push(...[...list, ...items].map((one) => ({ ...one, ...ways })));
  }
  return asked;
}

/** From when the list was short: for a program that goes by the place of a row, most of a million rows come before it. */
async function farCursor({ place, resource }: Spot, http: Http): Promise<string | undefined> {
  if (!resource.page || !resource.list) return undefined;
  const page = await http.call(operationOf(place.stage.surface, place.resource.list), {
    label: "page of a short list",
    query: pageQuery(resource.page, 5, undefined),
  });
  const body = jsonBody(page);
  const next = succeeded(page) && body.ok ? asObject(body.value)?.[resource.page.next] : undefined;
  return typeof next === "string" || typeof next === "number" ? String(next) : undefined;
}

async function measure(
  stage: Stage,
  instance: Instance,
  rows: number,
  asked: readonly Measured[],
  reference: ReferenceNote,
  quiet: Http,
): Promise<void> {
  const path = stage.surface.health ?? "/";
  // Twice in a round: it is what all others are held against.
  const health = { ask: (http: Http) => http.send({ label: "reference", method: "GET", url: path }), http: quiet };
  const half = Math.ceil(asked.length / 2);
  const all = asked.map(({ ask, quiet: http }) => ({ ask, http }));
  const times = await timeAll([health, ...all.slice(0, half), health, ...all.slice(half)]);
  const [before = [], ...others] = times;
  const [between = []] = others.splice(half, 1);
  reference.samples.push({ rows, timesMs: [...before, ...between] });
  for (const [i, one] of asked.entries()) {
    one.note.samples.push({
      rows,
      timesMs: others[i] as number[],
      ...(await recordOne(stage, instance, one, one.loud)),
    });
  }
}

/** The first page, one halfway down and one as far down as there was time for, in turns. */
async function measureDeep(
  stage: Stage,
  instance: Instance,
  spot: Spot,
  { madeIn }: Grounds,
  quiet: Http,
): Promise<Measured[]> {
  const ways = { spot, quiet: speaking(quiet, spot), loud: speaking(instance.http, spot) };
  const { pages, limit } = await walkDeep(spot, ways.quiet, walkMs);
  const made = (madeIn.get(spot)?.length ?? 0) + 1;
  const last = pages.at(-1);
  const fact = { resource: spot.resource.name, pages: pages.length, rows: last?.rowsBefore ?? 0, made };
  instance.track.append({ kind: "fact", at: instance.track.now(), name: "walked", value: fact });
  if (!last || last.rowsBefore <= made || pages.length < 5) return [];
  const { resource, place } = spot;
  const list = operationOf(place.stage.surface, place.resource.list);
  const chosen = [pages[0], pages[Math.floor(pages.length / 2)], last] as typeof pages;
  const asks = chosen.map(({ cursor }) => ({
    ask: (http: Http) =>
      http.call(list, {
        label: "measure",
        note: { resource: resource.name, what: "deep page" },
        query: pageQuery(resource.page as NonNullable<typeof resource.page>, limit, cursor),
      }),
    http: ways.quiet,
  }));
  const times = await timeAll(asks);
  const note: GrowthNote = {
    what: "deep page",
    operation: list.id,
    resource: resource.name,
    line: `${list.method} ${operationOf(spot.surface, list.id).path}?limit=${limit}, ${pages.length} pages down`,
    size: spot.size,
    samples: [],
  };
  const deepest = asks.at(-1) as (typeof asks)[number];
  for (const [i, { ask }] of asks.entries()) {
    const recorded = await recordOne(stage, instance, { note, ask }, ways.loud);
    note.samples.push({ rows: chosen[i]?.rowsBefore ?? 0, timesMs: times[i] as number[], ...recorded });
  }
  return [{ note, ask: deepest.ask, ...ways }];
}

async function explain(
  stage: Stage,
  instance: Instance,
  asked: readonly Measured[],
  reference: ReferenceNote,
): Promise<void> {
  const began = instance.track.now();
  const statements = new Map(
    stage.seen(instance).flatMap((entry) => (entry.kind === "statement" ? [[entry.id, entry]] : [])),
  );
  const looked: { one: Measured; found: Explanation }[] = [];
  for (const one of asked) {
    const last = one.note.samples.at(-1);
    // A statement that the program gave up goes on in the database, and is known too late: then that of fewer rows is explained.
    const isServed = ({ status = 0 }: Sample) => status >= 200 && status < 300;
    const own = (one.note.samples.findLast(isServed)?.statements ?? []).flatMap((id) => statements.get(id) ?? []);
    const options = { rows: last?.rows ?? 0, swap: await one.another?.() };
    const found =
      instance.track.now() - began < explainingMs && (await explainRequest(instance.database, own, options));
    if (!found) continue;
    one.note.explained = found.explained;
    looked.push({ one, found });
    if (one.note.what !== "deep page") continue;
    const ownFirst = (one.note.samples[0]?.statements ?? []).flatMap((id) => statements.get(id) ?? []);
    const first = await explainRequest(instance.database, ownFirst, options);
    const far = await explainFarOffset(instance.database, found.statement, most * 0.9);
    Object.assign(found.explained, first && { rowsReadFirst: first.explained.rowsRead }, far && { far });
  }
  const suspects = asked.filter(({ note }) => isSuspect(note, reference));
  const again = await timeAll(suspects.map(({ ask, quiet: http }) => ({ ask, http })));
  for (const [i, { note }] of suspects.entries()) note.againMs = again[i] as number[];
  for (const { one, found } of looked) {
    if (!isSuspect(one.note, reference) || instance.track.now() - began > explainingMs) continue;
    const resource = stage.surface.resources.find(({ name }) => name === one.note.resource);
    const advice = await proveAdvice(instance.database, found, resource?.page?.defaultLimit ?? 20);
    if (advice) one.note.explained = { ...found.explained, advice };
  }
}
