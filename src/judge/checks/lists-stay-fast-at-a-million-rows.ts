import type { Check } from "../check.ts";
import { growing } from "../reading/example-growth.ts";
import { judgeGrowth, withoutPages } from "../reading/growth-finding.ts";

const list = {
  what: "list",
  line: "GET /notes",
  statement: "select * from note order by written_at desc limit 21",
} as const;

const check: Check = {
  title: {
    passed: "A list takes as long with a million rows as with a thousand",
    failed: "A list takes longer the more rows there are",
  },
  severity: "major",
  skills: ["indexes", "query-optimisation", "pagination"],
  references: [
    {
      name: "PostgreSQL: indexes and ORDER BY",
      url: "https://www.postgresql.org/docs/current/indexes-ordering.html",
    },
    { name: "PostgreSQL: using EXPLAIN", url: "https://www.postgresql.org/docs/current/using-explain.html" },
  ],
  why: `On a laptop with a hundred rows everything is quick. Without an index for its order, the database reads and sorts the whole table to
    answer twenty rows, for every request of every user. It gets slower by a little each day, until one Monday the statements
    pile up faster than they finish, the connections run out, and all of the program is down.`,
  hints: {
    look: "Look at the plan: how many rows does the database read, and how many of them are in the answer?",
    ask: "Which order does your list ask for, and which index is in that order?",
    concept: `An index is a sorted copy of some columns. When it begins with the columns that a list is filtered by with "=", followed by those that it
      is ordered by, the database goes to the right place and reads just the rows of the page. Without it, every row has to be read
      and sorted first. A count of all rows reads them all too, index or not; so does a program that fetches everything and cuts the page
      itself. EXPLAIN (ANALYZE) says what is done: Seq Scan and Sort over many rows are what to look for.
      https://www.postgresql.org/docs/current/indexes-multicolumn.html`,
    shape: `create index on thing (owner_id, created_at desc, id desc)
select … from thing where owner_id = $1 order by created_at desc, id desc limit $2`,
    example: `The inbox of a shop sorted all orders ever made to show the newest ten: 900 ms. Fixed: an index on (shop_id, placed_at desc), 0.3 ms.`,
    causes: {
      index: "Look at the measured lines: an index was tried on this very table, with the time before and after.",
      count: "Look at the statement: it counts all rows, for each page. Who reads that number?",
      all: "Look at how many rows the database sent to the program, and how many were in the answer.",
      scan: "Look at the plan: which step reads all rows, and which part of the statement makes it do so?",
    },
  },
  scenarios: ["grow-to-a-million-rows"],
  after: ["list-is-newest-first", "list-obeys-limit", "list-takes-bounded-statements"],
  judge: (view) =>
    withoutPages(view.surface) ??
    judgeGrowth(view, {
      isAbout: ({ what }) => what === "list",
      otherwise: "no list was measured at several sizes",
    }),
  passes: [
    growing([{ ...list, timesMs: [2, 2.1, 2.4] }]),
    // A machine that is three times slower meanwhile.
    growing([{ ...list, timesMs: [2, 2, 7] }], { referenceMs: [1, 1, 3.5] }),
    // Warm before, not any more: no scan.
    growing([{ ...list, timesMs: [1, 4, 4.2] }]),
  ],
  breaks: [
    {
      fault: "there is no index for its order",
      recording: growing([
        { ...list, timesMs: [2, 20, 190], rowsRead: 1_000_000, advice: "create index on note (written_at desc)" },
      ]),
    },
    {
      fault: "all rows are sent to the program",
      recording: growing([{ ...list, timesMs: [4, 200, 2_100], rowsSent: 1_000_000, rowsRead: 1_000_000 }]),
    },
    {
      fault: "the program's own time limit strikes",
      recording: growing([{ ...list, timesMs: [4, 400, 4_000], statuses: [200, 200, 503], rowsRead: 1_000_000 }]),
    },
  ],
  leavesOpen: [
    {
      fault: "it took longer, but no statement read more",
      recording: growing([{ ...list, timesMs: [2, 3, 12], rowsRead: 21 }]),
    },
  ],
};
export default check;
