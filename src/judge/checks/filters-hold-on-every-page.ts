import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exampleSurface } from "../check-examples.ts";
import { idsOfPage } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, jsonOf, lineOf, objectOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";
import { pagedResourcesIn, rowsOf, walksOf } from "../reading/lists.ts";
import type { FilteredNote } from "../scenarios/page-through-lists.ts";
import { filtersOf } from "../surface/filters.ts";

const values = ["open", "shut"];
const [createNote, listNotes, ...others] = structuredClone(exampleSurface.operations);
if (createNote?.body) Object(createNote.body.schema.properties).state = { enum: values };
listNotes?.parameters.push({ name: "state", in: "query", required: false, schema: { enum: values } });
const surface = { ...exampleSurface, operations: [createNote, listNotes, ...others].filter((o) => o !== undefined) };
const note = (id: number) => ({ id, title: "x", state: id % 2 === 0 ? "open" : "shut" });
const filtered = { resource: "note", filter: "state", value: "open", limit: 2 };
const pageOf = (ids: number[], nextCursor: string | null) => ({ items: ids.map(note), nextCursor });
const good = example((r) => {
  r.scenario("page-through-lists");
  for (const id of [1, 2, 3, 4, 5, 6]) {
    const thing = { resource: "note", thing: `${id}` };
    r.exchange({ label: "row", note: thing, method: "POST", url: "/notes", status: 201, json: note(id) });
  }
  const walk = { resource: "note", walk: "two by two", limit: 2, page: 0 };
  const all = pageOf([6, 5, 4, 3, 2, 1], null);
  r.exchange({ label: "page", note: walk, url: "/notes?limit=2", status: 200, json: all });
  const first = { label: "filtered page", url: "/notes?state=open&limit=2", status: 200, json: pageOf([6, 4], "c") };
  r.exchange({ ...first, note: { ...filtered, page: 0 } });
  const second = { ...first, url: `${first.url}&cursor=c`, json: pageOf([2], null) };
  r.exchange({ ...second, note: { ...filtered, page: 1 } });
}, surface);
/** A walk without a filter that has lost the row as well. */
const lostAnyway = structuredClone(good);
answer(lostAnyway, "page", { json: pageOf([6, 5, 4, 3, 1], null) });
answer(lostAnyway, "filtered page", { json: pageOf([], null) }, 1);
/** A row whose value the program has changed by itself, as a queue does. */
const changedItself = structuredClone(good);
const moved = [6, 5, 4, 3].map(note).concat({ ...note(2), state: "shut" }, note(1));
answer(changedItself, "page", { json: { items: moved, nextCursor: null } });
answer(changedItself, "filtered page", { json: pageOf([], null) }, 1);

const check: Check = {
  title: {
    passed: "A filter holds on every page",
    failed: "A filtered list has rows in it that it should not have, or lacks some",
  },
  severity: "major",
  skills: ["pagination", "rest-api-design", "sql"],
  references: [
    { name: "RFC 3986 §3.4 (query)", url: "https://www.rfc-editor.org/rfc/rfc3986#section-3.4" },
    { name: "Use the index, Luke: fetching the next page", url: "https://use-the-index-luke.com/sql/partial-results" },
  ],
  why: `Support filtered tickets by "open" and told everybody on the list that their case was still being looked at. The first page was right. From
    the second on it was all tickets, closed ones too, because the cursor went through a statement of its own that had been
    written before there were filters. Tests have one page.`,
  hints: {
    look: "Look at the rows of the page and at the value in its query; then at the page before.",
    ask: "Does the statement that serves a cursor have all conditions of the one that serves the first page?",
    concept: `A page with a cursor is the same question as the first page with one condition more: the filter narrows what is listed, the cursor
      says where to go on in it. Both belong into the "where" of one statement, before "limit", and the limit counts what is left.
      Filtering rows after the database has cut the page makes short pages, and the end of the list is then guessed wrongly.
      https://www.postgresql.org/docs/current/queries-limit.html`,
    shape: `rows = sql("""select … from things
              where ($1 is null or state = $1)            # the filter: on each page
                and ($2 is null or id < $2)               # the cursor: from the second on
              order by id desc limit $3""", query.state, cursor, limit + 1)`,
    example: `A shop's list of shirts in size M showed all sizes after "more": the script sent only the cursor on, and the server asked only it. Fixed:
one statement with both conditions, and both parameters in each request.`,
    causes: {
      "later-pages": "The first page was right: what does your program do with the filter when there is a cursor?",
      ignored: "The first page has other rows in it already: where does the parameter go in your program?",
      "left-out": "Rows are missing that a walk without the filter found: is the page cut before it is filtered?",
      "page-failed": "Look at the answer to the page that failed: filter, limit and cursor are all in the contract.",
    },
  },
  scenarios: ["page-through-lists"],
  after: ["list-obeys-limit", "cursor-visits-each-row-once"],
  judge(view) {
    const resources = pagedResourcesIn(view).filter((resource) => filtersOf(view.surface, resource).length > 0);
    if (resources.length === 0 && view.of("exchange", "page-through-lists").length > 0)
      return { verdict: "not-applicable", why: "no list with pages can be filtered by a member with fixed values" };
    const walks = resources.flatMap((resource) => filteredWalks(view, resource));
    return conclude(
      oncePer(
        walks.flatMap((pages) => judgeWalk(view, pages)),
        ({ cause }) => `${cause}`,
      ),
      {
        view,
        cases: walks.filter(({ pages }) => pages.length > 1).length,
        otherwise: "no filtered list had a second page",
      },
    );
  },
  passes: [good, lostAnyway, changedItself],
  breaks: [
    broken("the second page is not filtered", good, (r) =>
      answer(r, "filtered page", { json: pageOf([3, 2], "d") }, 1),
    ),
    broken("no page is filtered", good, (r) => answer(r, "filtered page", { json: pageOf([6, 5], "c") })),
    broken("the page is filtered after it was cut", good, (r) =>
      answer(r, "filtered page", { json: pageOf([], null) }, 1),
    ),
    broken("filter and cursor together are refused", good, (r) =>
      answer(r, "filtered page", { status: 400, json: { title: "Bad request", status: 400 } }, 1),
    ),
  ],
};
export default check;

interface FilteredWalk {
  resource: Resource;
  filter: string;
  value: string;
  pages: Exchange[];
}

function filteredWalks(view: RecordingView, resource: Resource): FilteredWalk[] {
  const noteOf = (exchange: Exchange) => exchange.note as unknown as FilteredNote;
  const pages = view
    .of("exchange", "page-through-lists")
    .filter((e) => e.label === "filtered page" && e.outcome !== "aborted" && noteOf(e).resource === resource.name);
  return [...Map.groupBy(pages, (page) => noteOf(page).filter)].map(([filter, own]) => {
    return { resource, filter, value: noteOf(own[0] as Exchange).value, pages: own };
  });
}

function judgeWalk(view: RecordingView, walk: FilteredWalk): Failure[] {
  const { resource, filter, value, pages } = walk;
  const about = `${resource.name}s with "${filter}": ${say(value)}`;
  for (const [i, page] of pages.entries()) {
    const entries = pages.slice(Math.max(0, i - 1), i + 1).map(({ id }) => id);
    if (!succeeded(page)) {
      const headline = `${lineOf(page)} ${outcomeOf(page)}.`;
      return [{ headline, expected: `200 with ${about}`, seen: answerOf(page), entries, cause: "page-failed" }];
    }
    const wrong = itemsOf(page, resource).find((item) => {
      const seen = asObject(item)?.[filter];
      return seen !== undefined && seen !== value;
    });
    if (wrong === undefined) continue;
    return [
      {
        headline: `Page ${i + 1} of the ${about} has one with ${say(asObject(wrong)?.[filter])}.`,
        expected: `only ${about}`,
        seen: answerOf(page),
        entries,
        mark: [String(asObject(wrong)?.[filter])],
        cause: i === 0 ? "ignored" : "later-pages",
      },
    ];
  }
  return judgeLost(view, walk, about);
}

/**
 * A row that a walk without the filter has lost as well is for cursor-visits-each-row-once, and one that it found with another value
 * was changed by the program itself.
 */
function judgeLost(view: RecordingView, { resource, filter, value, pages }: FilteredWalk, about: string): Failure[] {
  const last = pages.at(-1) as Exchange;
  const next = objectOf(last)?.[resource.page?.next ?? ""];
  if (next !== null && next !== undefined && next !== "") return [];
  const others = valuesSeen(view, resource, filter);
  const visited = new Set(pages.flatMap((page) => idsOfPage(page, resource)));
  const lost = rowsOf(view, resource).filter(
    (row) =>
      others.get(row.id)?.every((seen) => seen === value) &&
      !visited.has(row.id) &&
      objectOf(row.created)?.[filter] === value &&
      row.acknowledgedAt <= (pages[0]?.at ?? 0) &&
      row.deletedAt > last.at + last.durationMs,
  );
  const [one] = lost;
  if (!one) return [];
  return [
    {
      headline: `Walking through the ${about}, ${one.id} never came${lost.length > 1 ? `, nor did ${lost.length - 1} more` : ""}.`,
      expected: "each of them once",
      seen: `${visited.size} on ${pages.length} pages, without ${lost
        .slice(0, 5)
        .map(({ id }) => id)
        .join(", ")}`,
      entries: [one.created.id, last.id],
      cause: "left-out",
    },
  ];
}

/** By id, in walks without the filter. */
function valuesSeen(view: RecordingView, resource: Resource, filter: string): Map<string, unknown[]> {
  const seen = new Map<string, unknown[]>();
  for (const page of walksOf(view, resource).flatMap(({ pages }) => pages)) {
    const items = itemsOf(page, resource);
    for (const [i, id] of idsOfPage(page, resource).entries())
      if (id !== undefined) seen.set(id, [...(seen.get(id) ?? []), asObject(items[i])?.[filter]]);
  }
  return seen;
}

function itemsOf(page: Exchange, resource: Resource) {
  const items = asObject(jsonOf(page))?.[resource.page?.items ?? "items"];
  return Array.isArray(items) ? items : [];
}
