import type { Exchange, Statement } from "../../contract/recording.ts";
import type { Finding } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { asObject, jsonOf, shorten, succeeded } from "../reading/exchanges.ts";
import type { PageNote } from "../scenarios/grow-a-list.ts";

const rows = (count: number) => ({
  items: Array.from({ length: count }, (_, i) => ({ id: i + 1, title: "Milk" })),
  nextCursor: "x",
});
const paging = (statements: (limit: number, time: number) => string[]) =>
  example((r) => {
    r.scenario("grow-a-list");
    for (let time = 0; time < 3; time++) {
      for (const limit of [5, 50]) {
        const at = r.now;
        for (const text of statements(limit, time)) {
          r.after(1);
          r.statement(text, { parameters: [String(limit)], rows: limit });
        }
        r.exchange({
          label: "page",
          operation: "listNotes",
          url: `/notes?limit=${limit}`,
          note: { resource: "note", limit },
          status: 200,
          json: rows(limit),
          at,
          durationMs: 80,
        });
        r.after(30);
      }
    }
  });
const one = paging(() => ["select * from note order by id desc limit $1"]);
const withTransaction = paging((_, time) => [
  "BEGIN",
  "select count(*) from note",
  "select * from note limit $1",
  "COMMIT",
  // The pool's own upkeep, once in a while.
  ...(time === 1 ? ["select 1", "select 1"] : []),
]);
const perRow = paging((limit) => [
  "select id from note order by id desc limit $1",
  ...Array.from({ length: limit }, () => "select * from note where id = $1"),
]);

const check: Check = {
  title: {
    passed: "A list takes the same few statements, however long it is",
    failed: "A list takes more statements the longer it is",
  },
  severity: "major",
  skills: ["n-plus-one-queries", "query-optimisation", "relational-databases"],
  references: [
    {
      name: "PostgreSQL: table expressions (joins)",
      url: "https://www.postgresql.org/docs/current/queries-table-expressions.html",
    },
    {
      name: "Django: select_related and prefetch_related",
      url: "https://docs.djangoproject.com/en/stable/ref/models/querysets/#select-related",
    },
  ],
  why: `One statement for the list and one more for each row is quick with five rows on a laptop. In production, with a hundred rows and the
    database a millisecond away, the page takes a tenth of a second longer for each user, and the database does a hundred times
    the work. It is the most common reason why a page that was quick at launch is slow a year later.`,
  hints: {
    look: "Look at the statements under one page: which text is repeated, and with which values?",
    ask: "Which line of your list handler runs once for each row, and does it touch the database?",
    concept: `N+1: one query for the list, then one for each of its rows, in a loop, in a serializer, or behind a property that an ORM loads when it is
      read. Let the database do it at once: select all columns in the first statement, join what belongs to a row, or fetch the related
      rows of all ids together ("where id = any($1)"). ORMs have a word for it: include, preload, select_related. Count the
      statements of a page in a test, so that it stays so. https://www.postgresql.org/docs/current/functions-comparisons.html`,
    shape: `// not: ids = run("select id …"); for id in ids: rows.add(run("select * … where id = $1", id))
rows = run("select id, title, … from note order by … limit $1")`,
    example: `A playlist page fetched each song's artist by itself: 200 songs, 201 statements. Fixed: a join in the statement that fetches the songs.`,
    causes: {
      repeated: "Look at the repeated statement: it differs only in its value, once for each row of the page.",
      grows: "The longer page takes more statements, of several kinds: look at what is done for each row.",
    },
  },
  scenarios: ["grow-a-list"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const byList = Map.groupBy(pagesIn(view), ({ resource, query }) => `${resource}?${query}`);
    const findings = [...byList.values()].filter((pages) => pages[0]?.query === "" || isLonger(pages)).map(judgeList);
    // Of several lists, one that grows is enough; and what cannot be told of one is not told of all.
    const worst = (["failed", "unclear", "passed"] as const).flatMap((verdict) =>
      findings.filter((finding) => finding.verdict === verdict),
    )[0];
    return worst ?? { verdict: "unclear", why: "no list was answered" };
  },
  passes: [one, withTransaction],
  breaks: [
    { fault: "each row is fetched by itself", recording: perRow },
    broken("rows are fetched by themselves, with literals", perRow, (r) => {
      for (const [i, entry] of r.entries.entries()) {
        if (entry.kind === "statement") entry.text = entry.text.replace("$1", String(i));
      }
    }),
  ],
};
export default check;

/** Few rows may be what was asked for. */
function isLonger(pages: readonly Page[]): boolean {
  const [short, long] = [fewest(pages, Math.min), fewest(pages, Math.max)];
  return short !== undefined && long !== undefined && long.rows > short.rows;
}

function judgeList(pages: readonly Page[]): Finding {
  const [short, long] = [fewest(pages, Math.min), fewest(pages, Math.max)];
  if (!short || !long || !isLonger(pages)) {
    return { verdict: "unclear", why: "no short page and long page of the same list were answered" };
  }
  if (pages.every(({ statements }) => statements.length === 0)) {
    return {
      verdict: "unclear",
      why: "no statement was seen while the list was answered (it may come from a cache)",
    };
  }
  const grown = long.statements.length - short.statements.length;
  const measured = {
    [`statements for ${short.rows} rows`]: short.statements.length,
    [`statements for ${long.rows} rows`]: long.statements.length,
  };
  // Half of the added rows: with one statement a row it is all of them; what is fetched in batches of ten stays far below.
  if (grown < (long.rows - short.rows) / 2) return { verdict: "passed", measured };
  const { text, count, entries } = mostRepeated(long.statements);
  return conclude(
    [
      {
        headline: `${short.query === "" ? "A" : `With ${short.query} a`} page of ${short.rows} rows took ${short.statements.length} statements, a page of ${long.rows} rows ${long.statements.length}.`,
        expected: "about as many statements for a long page as for a short one",
        seen: `${count} times: ${shorten(text, 200)}`,
        entries: [...entries.slice(0, 3), long.exchange.id],
        cause: count >= grown / 2 ? "repeated" : "grows",
      },
    ],
    { cases: pages.length, otherwise: "", measured },
  );
}

interface Page {
  resource: string;
  query: string;
  exchange: Exchange;
  limit: number;
  rows: number;
  statements: Statement[];
}

function pagesIn(view: RecordingView): Page[] {
  const statements = view.of("statement", "grow-a-list");
  return view
    .of("exchange", "grow-a-list")
    .filter((exchange) => exchange.label === "page" && succeeded(exchange))
    .map((exchange) => {
      const { resource: name, limit, query = "" } = (exchange.note ?? {}) as unknown as PageNote;
      const resource = view.surface.resources.find((candidate) => candidate.name === name);
      const body = jsonOf(exchange);
      const items = Array.isArray(body) ? body : asObject(body)?.[resource?.page?.items ?? "items"];
      const end = exchange.at + exchange.durationMs;
      const during = statements.filter(
        ({ at, instance }) => instance === exchange.instance && at >= exchange.at && at <= end,
      );
      const rows = Array.isArray(items) ? items.length : 0;
      return { resource: name, query, exchange, limit, rows, statements: during };
    });
}

/** Of the pages of the shortest or the longest limit, the one with the fewest statements: what is more came from elsewhere. */
function fewest(pages: readonly Page[], which: (...limits: number[]) => number): Page | undefined {
  const limit = which(...pages.map((page) => page.limit));
  return pages
    .filter((page) => page.limit === limit)
    .reduce<Page | undefined>(
      (least, page) => (!least || page.statements.length < least.statements.length ? page : least),
      undefined,
    );
}

/** Statements that differ in their values only. */
function mostRepeated(statements: readonly Statement[]): { text: string; count: number; entries: number[] } {
  const groups = Map.groupBy(statements, ({ text }) => text.replace(/'(?:[^']|'')*'|\b\d+\b/g, "?"));
  const [most] = [...groups.values()].sort((a, b) => b.length - a.length);
  return {
    text: most?.[0]?.text.replace(/\s+/g, " ") ?? "",
    count: most?.length ?? 0,
    entries: (most ?? []).map(({ id }) => id),
  };
}
