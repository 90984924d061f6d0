import type { Exchange, Recording } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { broken, type ExampleBuilder, example, exchangeIn } from "../check-examples.ts";
import { idsOfPage } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, jsonOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { pagedResourcesIn, type Row, rowsOf, visitsOf, type Walk, walksOf } from "../reading/lists.ts";
import { mostEmptyPages } from "../scenarios/page-through-lists.ts";

const item = (id: number) => ({ id, title: "x", stars: 1, writtenOn: "2026-01-01", createdAt: "2026-01-01T00:00:00Z" });
const make = (r: ExampleBuilder, id: number) =>
  r.exchange({
    label: "row",
    note: { resource: "note", thing: `${id}` },
    method: "POST",
    url: "/notes",
    status: 201,
    json: item(id),
  });
const walkPage = (r: ExampleBuilder, page: number, ids: number[], nextCursor: string | null, walk = "two by two") =>
  r.exchange({
    label: "page",
    note: { resource: "note", walk, limit: 2, page },
    url: page === 0 ? "/notes?limit=2" : `/notes?limit=2&cursor=c${page}`,
    status: 200,
    json: { items: ids.map(item), nextCursor },
  });
const walkOf = (pages: number[][], { emptyEnd = false } = {}) =>
  example((r) => {
    r.scenario("page-through-lists");
    for (const id of [1, 2, 3, 4]) make(r, id);
    for (const [i, ids] of pages.entries()) walkPage(r, i, ids, i < pages.length - 1 || emptyEnd ? `c${i + 1}` : null);
    if (emptyEnd) walkPage(r, pages.length, [], null);
  });
const good = walkOf([
  [4, 3],
  [2, 1],
]);
/** Row 5 comes and row 1 goes while the walk is under way. */
const busy = (second: number[]) =>
  example((r) => {
    r.scenario("page-through-lists");
    for (const id of [1, 2, 3, 4]) make(r, id);
    walkPage(r, 0, [4, 3], "c1", "while rows come and go");
    make(r, 5);
    r.exchange({
      label: "delete row",
      note: { resource: "note", thing: "1" },
      method: "DELETE",
      url: "/notes/1",
      status: 204,
    });
    walkPage(r, 1, second, null, "while rows come and go");
  });
const setPage = (recording: Recording, nth: number, ids: number[], nextCursor: string | null) => {
  const page = exchangeIn(recording, "page", nth);
  const text = JSON.stringify({ items: ids.map(item), nextCursor });
  if (page.response) page.response.body = { bytes: text.length, text };
};

const check: Check = {
  title: { passed: "The cursor visits each row once", failed: "The cursor loses or repeats rows" },
  severity: "critical",
  skills: ["pagination", "relational-databases", "concurrency"],
  references: [
    { name: "Use the index, Luke: no offset", url: "https://use-the-index-luke.com/no-offset" },
    {
      name: "PostgreSQL: row comparison",
      url: "https://www.postgresql.org/docs/current/functions-comparisons.html#ROW-WISE-COMPARISON",
    },
  ],
  why: `The nightly export walked through the orders page by page. While it ran, customers ordered; with OFFSET each new order pushed
    one old row onto the next page again, and each cancelled one let a row slip through. Forty invoices were never
    sent, twelve were sent twice. It was found at the end of the year.`,
  hints: {
    look: "Look at the rows at the end of one page and at the beginning of the next: which one is missing or there twice?",
    ask: "What exactly does your cursor remember: how many rows were seen, or which row was the last?",
    concept: `A cursor says where the last page ended: the sort key of its last row, all of it. With "order by created_at desc, id desc" that
      is both values, and the next page is where (created_at, id) < ($1, $2): a row comparison. created_at alone loses rows of the
      same moment. So does a moment that lost digits: PostgreSQL keeps microseconds, a JavaScript Date only
      milliseconds. Take it as text, or put only the id into the cursor. https://node-postgres.com/features/types`,
    shape: `rows = sql("""select *, created_at::text as at from things
              where $1 is null or (created_at, id) < ($1, $2)
              order by created_at desc, id desc limit $3""", cursor.at, cursor.id, limit + 1)
next = len(rows) > limit ? encode(at and id of rows[limit - 1]) : null`,
    example: `A photo stream used "offset $1" and showed pictures twice whenever somebody uploaded one. Fixed: where (taken_at, id) < ($1, $2),
with both values of the last picture in the cursor.`,
    causes: {
      "lost-busy":
        "A row was lost while others were deleted: this is what counting rows (OFFSET) does. Look at what the cursor remembers.",
      "twice-busy":
        "A row came twice while others were added: this is what counting rows (OFFSET) does. Look at what the cursor remembers.",
      lost: "A row was lost though nothing happened meanwhile: look at rows with the same moment, and at how many digits of it the cursor keeps.",
      twice:
        "A row came twice though nothing happened meanwhile: look at the comparison (< or <=), and whether the order is always the same.",
      "no-next": "The walk ended too early: more rows were there, but no next cursor came.",
      "never-ends": "The walk does not end: the same cursor comes again, or empty pages that all promise more.",
      "page-failed": "Look at the answer to the page that failed: the cursor in its request came from the page before.",
    },
  },
  scenarios: ["page-through-lists"],
  after: ["list-obeys-limit"],
  judge(view) {
    const resources = pagedResourcesIn(view);
    if (resources.length === 0) return { verdict: "not-applicable", why: "the contract has no list with pages" };
    const failures: Failure[] = [];
    let walks = 0;
    let visited = 0;
    for (const resource of resources) {
      const rows = rowsOf(view, resource);
      for (const walk of walksOf(view, resource)) {
        walks++;
        visited += visitsOf(walk).length;
        failures.push(...judgeWalk(walk, rows));
      }
    }
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      {
        view,
        cases: visited,
        otherwise: "no walk through a list was made",
        measured: { walks, "rows walked": visited },
      },
    );
  },
  passes: [
    good,
    walkOf([
      [3, 4],
      [1, 2],
    ]),
    walkOf(
      [
        [4, 3],
        [2, 1],
      ],
      { emptyEnd: true },
    ),
    busy([2]),
    busy([2, 1]),
    busy([5, 2]),
  ],
  breaks: [
    broken("a row of the same moment is lost", good, (r) => setPage(r, 1, [1], null)),
    broken("<= repeats the last row", good, (r) => setPage(r, 1, [3, 2], null)),
    broken("there is never a next page", good, (r) => {
      setPage(r, 0, [4, 3], null);
      r.entries = r.entries.filter((entry) => entry !== exchangeIn(r, "page", 1));
    }),
    broken("the cursor is ignored", good, (r) => setPage(r, 1, [4, 3], "c1")),
    broken("the cursor's page is answered 500", good, (r) => {
      const page = exchangeIn(r, "page", 1);
      if (page.response) page.response.status = 500;
    }),
    { fault: "OFFSET repeats a row when one is added", recording: busy([3, 2]) },
    { fault: "OFFSET loses a row when one is deleted", recording: busy([]) },
  ],
};
export default check;

function judgeWalk(walk: Walk, rows: Row[]): Failure[] {
  const busy = walk.name === "while rows come and go" ? "-busy" : "";
  const failed = walk.pages.find((page) => !succeeded(page) && page.outcome !== "aborted");
  if (failed) {
    return [
      {
        headline: `${lineOf(failed)} ${outcomeOf(failed)}, with the cursor of the page before.`,
        expected: "200 with the next page",
        seen: answerOf(failed),
        entries: idsUpTo(walk, failed),
        cause: "page-failed",
      },
    ];
  }
  const loop = findLoop(walk);
  const repeated = findRepeated(walk);
  if (repeated) {
    const { id, first, again } = repeated;
    return [
      {
        headline: `Walking through the list by ${walk.limit}, ${walk.resource.name} ${id} came twice${busy && " while rows were added and deleted"}.`,
        expected: "each row once",
        seen: first === again ? `twice in ${lineOf(first)}` : `in ${lineOf(first)} and again in ${lineOf(again)}`,
        entries: [...new Set([first.id, again.id])],
        mark: [id],
        cause: loop ? "never-ends" : `twice${busy}`,
      },
    ];
  }
  if (loop) {
    return [
      {
        headline: `Walking through the list does not end: after ${walk.pages.length} pages ${lineOf(loop)} still promises more.`,
        expected: "a last page, without a next cursor",
        seen: answerOf(loop),
        entries: [loop.id],
        cause: "never-ends",
      },
    ];
  }
  const last = walk.pages.at(-1) as Exchange;
  if (nextOf(last, walk.resource) !== undefined) return [];
  const visited = new Set(visitsOf(walk).map(({ id }) => id));
  const lost = rows.filter(
    (row) => row.acknowledgedAt <= walk.begunAt && row.deletedAt > walk.endedAt && !visited.has(row.id),
  );
  const [one] = lost;
  if (!one) return [];
  const tooEarly = !busy && walk.pages.length === 1 && lost.length > 1;
  return [
    {
      headline: `Walking through the list by ${walk.limit}, ${walk.resource.name} ${one.id} never came${busy && " while others were added and deleted"}${lost.length > 1 ? `, nor did ${lost.length - 1} more` : ""}.`,
      expected: "each row that was there all along, once",
      seen: `${visited.size} rows on ${walk.pages.length} pages, without ${lost
        .slice(0, 5)
        .map((row) => row.id)
        .join(", ")}`,
      entries: [one.created.id, last.id],
      cause: tooEarly ? "no-next" : `lost${busy}`,
      measured: { "rows lost": lost.length },
    },
  ];
}

function findRepeated(walk: Walk): { id: string; first: Exchange; again: Exchange } | undefined {
  const seen = new Map<string, Exchange>();
  for (const { id, page } of visitsOf(walk)) {
    const first = seen.get(id);
    if (first) return { id, first, again: page };
    seen.set(id, page);
  }
  return undefined;
}

/** The page with which it is certain that the walk goes round in circles. */
function findLoop(walk: Walk): Exchange | undefined {
  const cursors = new Set<string>();
  let empty = 0;
  for (const page of walk.pages) {
    const next = nextOf(page, walk.resource);
    if (next === undefined) return undefined;
    empty = idsOfPage(page, walk.resource).length === 0 ? empty + 1 : 0;
    if (cursors.has(next) || empty >= mostEmptyPages) return page;
    cursors.add(next);
  }
  return undefined;
}

function nextOf(page: Exchange, resource: Resource): string | undefined {
  const next = asObject(jsonOf(page))?.[resource.page?.next ?? ""];
  return next === null || next === undefined || next === "" ? undefined : String(next);
}

function idsUpTo(walk: Walk, page: Exchange): number[] {
  const at = walk.pages.indexOf(page);
  return walk.pages.slice(Math.max(0, at - 1), at + 1).map((entry) => entry.id);
}
