/**
 * What "page-through-lists" did, read from its exchanges: which rows there were and when, and what each walk visited.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { RecordingView } from "../check.ts";
import { idOf, idsOfPage } from "../probe/http/messages.ts";
import type { PageNote } from "../scenarios/page-through-lists.ts";
import { asObject, succeeded } from "./exchanges.ts";

/** A row from when its creation was begun to when it was acknowledged, and when its deletion was begun, if it was. */
export interface Row {
  id: string;
  begunAt: number;
  acknowledgedAt: number;
  deletedAt: number;
  created: Exchange;
}

export interface Walk {
  resource: Resource;
  name: PageNote["walk"];
  limit: number;
  pages: Exchange[];
  begunAt: number;
  endedAt: number;
}

export function pagedResourcesIn(view: RecordingView): Resource[] {
  return view.surface.resources.filter((resource) => resource.page && resource.list && resource.create);
}

export function rowsOf(view: RecordingView, resource: Resource): Row[] {
  const exchanges = view
    .of("exchange", "page-through-lists")
    .filter((e) => asObject(e.note)?.resource === resource.name);
  const deletedAt = new Map(
    exchanges.filter((e) => e.label === "delete row").map((e) => [asObject(e.note)?.thing, e.at]),
  );
  const rows = exchanges.flatMap((created) => {
    const id = created.label === "row" && succeeded(created) ? idOf(created, resource) : undefined;
    if (id === undefined) return [];
    const times = { begunAt: created.at, acknowledgedAt: created.at + created.durationMs };
    return [{ id, ...times, deletedAt: deletedAt.get(id) ?? Number.POSITIVE_INFINITY, created }];
  });
  // An id that was given to two creates says nothing about either; parallel-creates-stay-apart tells it.
  const times = Map.groupBy(rows, (row) => row.id);
  return rows.filter((row) => times.get(row.id)?.length === 1);
}

export function walksOf(view: RecordingView, resource: Resource): Walk[] {
  const walks = new Map<string, Walk>();
  for (const page of view.of("exchange", "page-through-lists")) {
    const note = page.label === "page" ? (asObject(page.note) as unknown as PageNote) : undefined;
    if (note?.resource !== resource.name) continue;
    const endedAt = page.at + page.durationMs;
    const known = walks.get(note.walk);
    if (known) {
      known.pages.push(page);
      known.endedAt = endedAt;
    } else {
      walks.set(note.walk, { resource, name: note.walk, limit: note.limit, pages: [page], begunAt: page.at, endedAt });
    }
  }
  return [...walks.values()];
}

/** The ids of a walk's rows in the order in which they were answered, with the page that answered each. */
export function visitsOf({ pages, resource }: Walk): { id: string; page: Exchange }[] {
  return pages.flatMap((page) => idsOfPage(page, resource).flatMap((id) => (id === undefined ? [] : [{ id, page }])));
}
