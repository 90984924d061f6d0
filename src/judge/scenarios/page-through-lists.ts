/**
 * Lists: pages of several sizes, and walks from the first page to the last, while nothing happens and while rows come and go.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import { inTurns } from "../acts/in-turns.ts";
import { sideBySide } from "../acts/side-by-side.ts";
import { type Made, makeable, makeThing, pathOf, richest } from "../acts/things.ts";
import { idsOfPage } from "../probe/http/messages.ts";
import { asObject, jsonOf, succeeded } from "../reading/exchanges.ts";
import { CannotGoOn, operationOf, type Scenario, type Stage } from "../scenario.ts";
import { type Filter, filtersOf } from "../surface/filters.ts";

/** Note of "page": one page of a walk. */
export interface PageNote {
  resource: string;
  /** Pages of one walk share it. */
  walk: "two by two" | "while rows come and go" | "in equal pages";
  limit: number;
  page: number;
}

/** Note of "filtered page": one page of a walk through what has a certain value. */
export interface FilteredNote {
  resource: string;
  filter: string;
  value: string;
  limit: number;
  page: number;
}

/** Note of "limit": a single page. `limit` is absent where none was asked for. */
export interface LimitNote {
  resource: string;
  limit?: number;
}

/** Note of "row" and of "delete row". */
export interface RowNote {
  resource: string;
  thing: string;
}

/** Enough for a few rows in the same millisecond, which is where cursors go wrong. */
const bursts = 3;
const burstSize = 8;
/** The list may be long already, and each page is a request: a longer walk is broken off, and says nothing about what it did not reach. */
const mostPages = 80;
/** One empty page at the end is allowed; five of them that all promise more are a walk that does not end. */
export const mostEmptyPages = 5;
/** A filter is told by its first pages; in a list that was long before, the rest would cost more than it shows. */
const mostFilteredPages = 20;

const scenario: Scenario = {
  title: "page through lists while rows come and go",
  fast: true,
  instance: "shared",
  uses: [],
  limitMs: 60_000,
  inapplicable: (surface) =>
    pagedResources({ surface }).length > 0 ? undefined : "there is no list with pages of things that can be created",
  async run(stage) {
    await sideBySide(stage, pagedResources(stage), async (here, resource) => {
      const rows = await makeRows(here, resource);
      await askForLimits(here, resource);
      await walk(here, resource, { walk: "two by two", limit: 2 });
      for (const filter of filtersOf(here.surface, resource)) await walkFiltered(here, resource, filter, rows);
      await walkWhileRowsComeAndGo(here, resource, rows);
      await walkInEqualPages(here, resource);
    });
  },
};
export default scenario;

function pagedResources({ surface }: Pick<Stage, "surface">): Resource[] {
  return makeable(surface, "list", "page");
}

async function makeRows(stage: Stage, resource: Resource): Promise<Made[]> {
  const rows: Made[] = [];
  for (let i = 0; i < 4; i++)
    rows.push(await makeThing(stage, stage.shared, resource, `in order ${i}`, { label: "row" }));
  for (let burst = 0; burst < bursts; burst++) {
    const names = Array.from({ length: burstSize }, (_, i) => `at once ${burst}.${i}`);
    await inTurns(names, burstSize, async (name) => rows.push(...(await tryRow(stage, resource, name))));
  }
  for (let i = 4; i < 8; i++)
    rows.push(await makeThing(stage, stage.shared, resource, `in order ${i}`, { label: "row" }));
  return rows;
}

/** Whether creates at the same moment work is for another scenario; here only those that did are walked through. */
async function tryRow(stage: Stage, resource: Resource, name: string): Promise<Made[]> {
  try {
    return [await makeThing(stage, stage.shared, resource, name, { label: "row" })];
  } catch (error) {
    if (error instanceof CannotGoOn) return [];
    throw error;
  }
}

async function askForLimits(stage: Stage, resource: Resource): Promise<void> {
  const first = await limited(stage, resource, undefined);
  const items = asObject(jsonOf(first))?.[pageOf(resource).items];
  if (!succeeded(first) || !Array.isArray(items)) {
    throw new CannotGoOn(`the list is not answered as a page (${first.response?.status ?? first.outcome})`);
  }
  for (const limit of [1, 3, pageOf(resource).maximumLimit]) await limited(stage, resource, limit);
}

function limited({ surface, shared }: Stage, resource: Resource, limit: number | undefined): Promise<Exchange> {
  const { limitParameter } = pageOf(resource);
  return shared.http.call(operationOf(surface, resource.list), {
    label: "limit",
    note: limit === undefined ? { resource: resource.name } : { resource: resource.name, limit },
    ...(limit === undefined ? {} : { query: { [limitParameter]: String(limit) } }),
  });
}

interface Walk {
  walk: PageNote["walk"];
  limit: number;
  /** Is awaited after each page that is not the last. */
  between?: (page: number, visited: string[]) => Promise<void>;
}

/** The ids in the order of the pages. */
async function walk({ surface, shared }: Stage, resource: Resource, given: Walk): Promise<string[]> {
  const { limitParameter, cursorParameter, next } = pageOf(resource);
  const list = operationOf(surface, resource.list);
  const visited: string[] = [];
  let cursor: string | undefined;
  let empty = 0;
  for (let page = 0; page < mostPages; page++) {
    const answer = await shared.http.call(list, {
      label: "page",
      note: { resource: resource.name, walk: given.walk, limit: given.limit, page },
      query: { [limitParameter]: String(given.limit), ...(cursor === undefined ? {} : { [cursorParameter]: cursor }) },
    });
    const ids = idsOfPage(answer, resource);
    visited.push(...ids.filter((id) => id !== undefined));
    empty = ids.length === 0 ? empty + 1 : 0;
    const following = asObject(jsonOf(answer))?.[next];
    const ends = following === null || following === undefined || following === "";
    if (!succeeded(answer) || ends || empty >= mostEmptyPages) break;
    cursor = String(following);
    await given.between?.(page, visited);
  }
  return visited;
}

/** By the value that most rows have, so that there is a second page; the rows between them have another one. */
async function walkFiltered(
  { surface, shared }: Stage,
  resource: Resource,
  filter: Filter,
  rows: Made[],
): Promise<void> {
  const { limitParameter, cursorParameter, next } = pageOf(resource);
  const countOf = (value: string) => rows.filter(({ sent }) => sent[filter.name] === value).length;
  const value = filter.values.reduce((most, other) => (countOf(other) > countOf(most) ? other : most));
  const limit = Math.min(2, countOf(value) - 1);
  if (limit < 1) return;
  let cursor: string | undefined;
  for (let page = 0; page < mostFilteredPages; page++) {
    const answer = await shared.http.call(operationOf(surface, resource.list), {
      label: "filtered page",
      note: { resource: resource.name, filter: filter.name, value, limit, page } satisfies FilteredNote,
      query: {
        [filter.name]: value,
        [limitParameter]: String(limit),
        ...(cursor === undefined ? {} : { [cursorParameter]: cursor }),
      },
    });
    const following = asObject(jsonOf(answer))?.[next];
    if (!succeeded(answer) || following === null || following === undefined || following === "") return;
    cursor = String(following);
  }
}

/**
 * First rows only come, then rows only go: both at once would hide from each other what they do to a list that
 * counts rows instead of remembering where it was.
 */
async function walkWhileRowsComeAndGo(stage: Stage, resource: Resource, rows: Made[]): Promise<void> {
  const { surface, shared } = stage;
  const remove = async (id: string | undefined) => {
    if (id === undefined || !resource.remove) return;
    const at = rows.findIndex((row) => row.id === id);
    if (at >= 0) rows.splice(at, 1);
    await shared.http.call(operationOf(surface, resource.remove), {
      label: "delete row",
      note: { resource: resource.name, thing: id },
      path: pathOf(resource, id),
    });
  };
  const ours = (id: string) => rows.some((row) => row.id === id);
  await walk(stage, resource, {
    walk: "while rows come and go",
    limit: 3,
    between: async (page, visited) => {
      if (page < 2) {
        for (let i = 0; i < 2; i++)
          await makeThing(stage, shared, resource, `meanwhile ${page}.${i}`, { label: "row" });
      } else if (page < 4) {
        // One that was seen; the very last of them is what the cursor points at.
        await remove(page === 2 ? visited.find(ours) : visited.filter(ours).at(-1));
        await remove(visited.find(ours));
      } else if (page === 4) {
        await remove(rows.find((row) => !visited.includes(row.id))?.id);
      }
    },
  });
}

/** As many rows as fill the pages to the last place, where "is there more?" is easily answered wrongly; then too many for one page. */
async function walkInEqualPages(stage: Stage, resource: Resource): Promise<void> {
  const { maximumLimit } = pageOf(resource);
  const limit = Math.min(10, maximumLimit);
  const make = (count: number) =>
    inTurns(
      Array.from({ length: count }, (_, i) => `filler ${i}`),
      4,
      (name) => tryRow(stage, resource, name),
    );
  const known = await countRows(stage, resource);
  if (known === undefined) return;
  // Each list has its own code for "is there more?"; that the maximum is kept is mostly told in one place for all.
  const isRichest = resource.name === richest(stage.surface).name;
  const full =
    isRichest && maximumLimit <= 100
      ? Math.max(Math.ceil((maximumLimit + 1) / limit), Math.ceil(known / limit)) * limit
      : Math.ceil(known / limit) * limit;
  await make(full - known);
  await limited(stage, resource, maximumLimit);
  await limited(stage, resource, maximumLimit * 10);
  await walk(stage, resource, { walk: "in equal pages", limit });
}

/** By walking in the largest pages; undefined when that does not end. */
async function countRows({ surface, shared }: Stage, resource: Resource): Promise<number | undefined> {
  const { limitParameter, cursorParameter, next, maximumLimit } = pageOf(resource);
  let count = 0;
  let cursor: string | undefined;
  for (let page = 0; page < 20; page++) {
    const answer = await shared.http.call(operationOf(surface, resource.list), {
      label: "count",
      note: { resource: resource.name },
      query: { [limitParameter]: String(maximumLimit), ...(cursor === undefined ? {} : { [cursorParameter]: cursor }) },
    });
    count += idsOfPage(answer, resource).length;
    const following = asObject(jsonOf(answer))?.[next];
    if (!succeeded(answer)) return undefined;
    if (following === null || following === undefined || following === "") return count;
    cursor = String(following);
  }
  return undefined;
}

function pageOf(resource: Resource): NonNullable<Resource["page"]> {
  if (!resource.page) throw new Error(`${resource.name} has no pages`);
  return resource.page;
}
