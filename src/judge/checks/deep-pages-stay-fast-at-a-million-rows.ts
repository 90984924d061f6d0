import type { Check } from "../check.ts";
import { growing } from "../reading/example-growth.ts";
import { judgeGrowth, withoutPages } from "../reading/growth-finding.ts";

const deep = {
  what: "deep page",
  line: "GET /notes?limit=100, 400 pages down",
  statement: "select * from note order by id desc limit 101 offset 40000",
} as const;
const list = {
  what: "list",
  line: "GET /notes",
  statement: "select * from note order by id desc limit 21",
  timesMs: [2, 2, 2.2],
} as const;

const check: Check = {
  title: {
    passed: "A page far down a long list is as quick as the first",
    failed: "A page takes longer the further down the list it is",
  },
  severity: "major",
  skills: ["pagination", "indexes", "query-optimisation"],
  references: [
    { name: "PostgreSQL: LIMIT and OFFSET", url: "https://www.postgresql.org/docs/current/queries-limit.html" },
    {
      name: "PostgreSQL: row-wise comparison",
      url: "https://www.postgresql.org/docs/current/functions-comparisons.html#ROW-WISE-COMPARISON",
    },
  ],
  why: `People seldom go to page 500. Programs do: exports, synchronisation, search engines follow the cursor to the end. When each page has to
    pass over all rows before it, reading a million rows in pages of a hundred makes the database read five thousand million. One
    partner's nightly export is then enough to keep it busy until the morning.`,
  hints: {
    look: "Look at the plan of the page far down: how many rows does the database read to answer one page?",
    ask: "What is in your cursor: how many rows came before, or which row was the last?",
    concept: `OFFSET 40000 does not jump: the database finds 40,000 rows, one after another, and throws them away. A cursor that holds the place of the last
      row (its created_at and id, or just its id) lets it jump: "where (created_at, id) < ($1, $2) order by created_at desc, id desc limit $3" goes
      through the index straight to that place. Written as one comparison of rows, not with OR: an index can follow it. As a gift, no
      row is shown twice when others are added meanwhile. https://use-the-index-luke.com/no-offset`,
    shape: `select … from thing where (created_at, id) < ($1, $2) order by created_at desc, id desc limit $3
cursor = encode(last.created_at, last.id)`,
    example: `A bank's export of bookings read page after page by OFFSET, and needed nine hours. Fixed: where id > the last one seen; four minutes.`,
    causes: {
      offset: "Look at the statement: what does OFFSET make the database do with the rows before the page?",
      index: "Look at the measured lines: an index was tried on this very table, with the time before and after.",
      count: "Look at the statement: it counts rows, for each page. Who reads that number?",
      all: "Look at how many rows the database sent to the program, and how many were in the answer.",
      scan: "Look at the plan: is the cursor's place a condition of the index (Index Cond), or a filter that throws rows away?",
    },
  },
  scenarios: ["grow-to-a-million-rows"],
  after: ["lists-stay-fast-at-a-million-rows", "cursor-visits-each-row-once"],
  judge: (view) =>
    withoutPages(view.surface) ??
    judgeGrowth(view, {
      isAbout: ({ what }) => what === "deep page" || what === "far page",
      restsOn: ({ operation, what, size }, grows, all) => {
        const first = all.some(
          (n) =>
            n.operation === operation && n.what === "list" && (what === "deep page" || n.size === size) && grows(n),
        );
        return first ? "the first page of the list grows with its table already" : undefined;
      },
      otherwise: "no list could be followed far enough down",
    }),
  passes: [
    growing([{ ...list }, { ...deep, timesMs: [4, 4.1, 4.4] }]),
    growing([{ ...list }, { ...deep, what: "far page", timesMs: [2, 2, 2.2] }]),
  ],
  breaks: [
    {
      fault: "each page passes over those before it",
      recording: growing([{ ...list }, { ...deep, timesMs: [4, 9, 16], rowsRead: 40_101 }]),
    },
    {
      fault: "the cursor's place is a filter, not a condition of the index",
      recording: growing([{ ...list }, { ...deep, what: "far page", timesMs: [2, 20, 170], rowsRead: 1_000_000 }]),
    },
  ],
  leavesOpen: [
    {
      fault: "the list itself grows",
      recording: growing([
        { ...list, timesMs: [2, 20, 190], rowsRead: 1_000_000 },
        { ...deep, timesMs: [100, 150, 220], rowsRead: 1_000_000 },
      ]),
    },
  ],
};
export default check;
