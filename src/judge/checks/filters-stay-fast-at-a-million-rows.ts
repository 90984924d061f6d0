import type { Surface } from "../../contract/surface.ts";
import type { Check } from "../check.ts";
import { growing } from "../reading/example-growth.ts";
import { type GrowthNote, growthNotesIn } from "../reading/growth.ts";
import { judgeGrowth } from "../reading/growth-finding.ts";

const list = {
  what: "list",
  line: "GET /notes",
  statement: "select * from note order by id desc limit 21",
  timesMs: [2, 2, 2.2],
} as const;
const filter = {
  what: "filter",
  line: "GET /notes?tag=rare",
  statement: "select * from note where tag = $1 order by id desc limit 21",
} as const;

const check: Check = {
  title: {
    passed: "A filtered list takes as long with a million rows as with a thousand",
    failed: "A filtered list takes longer the more rows there are",
  },
  severity: "major",
  skills: ["indexes", "query-optimisation"],
  references: [
    {
      name: "PostgreSQL: multicolumn indexes",
      url: "https://www.postgresql.org/docs/current/indexes-multicolumn.html",
    },
    { name: "PostgreSQL: using EXPLAIN", url: "https://www.postgresql.org/docs/current/using-explain.html" },
  ],
  why: `Most filters are asked for what is rare: what is open, failed, overdue. The index that serves the list does not serve them: the database
    walks through all rows in the list's order, throws nearly all away, and is done when it has found twenty, or when there are no more.
    It is quick in every test, because in a test half of the rows match.`,
  hints: {
    look: "Look at the plan: how many rows were thrown away for those that were kept?",
    ask: "With which columns does your index begin, and is the one you filter by among them, before those you order by?",
    concept: `In an index on several columns, the rows are sorted by the first, then by the second, as names in a telephone book. For "where a = 1 and
      b = 2 order by c", an index on (a, b, c) holds the answer in one piece, in order. One on (a, c) holds all rows of a, and b has to be
      looked at in each. So: columns compared with "=" first, then those of the order. Each filter that people use often deserves one; each
      index costs a little on every write. A function around the column, lower(b), needs an index on just that.
      https://www.postgresql.org/docs/current/indexes-expressional.html`,
    shape: `create index on thing (owner_id, status, created_at desc, id desc)
select … from thing where owner_id = $1 and status = $2 order by created_at desc, id desc limit $3`,
    example: `A parcel service listed "returned" parcels by walking through all delivered ones: 2 s. Fixed: an index on (depot_id, state, id), 0.5 ms.`,
    causes: {
      index: "Look at the measured lines: an index was tried on this very table, with the time before and after.",
      count: "Look at the statement: it counts all rows that match, for each page. Who reads that number?",
      all: "Look at how many rows the database sent to the program, and how many were in the answer.",
      scan: "Look at the plan: which condition throws the rows away?",
    },
  },
  scenarios: ["grow-to-a-million-rows"],
  after: ["lists-stay-fast-at-a-million-rows"],
  judge(view) {
    const { notes } = growthNotesIn(view);
    if (notes.length > 0 && !notes.some(({ note }) => note.what === "filter") && !hasFilters(view.surface)) {
      return { verdict: "not-applicable", why: "no list of the contract that comes in pages can be filtered" };
    }
    return judgeGrowth(view, {
      isAbout: ({ what }) => what === "filter",
      restsOn: (note, grows, all) =>
        all.some((other) => isUnfiltered(other, note) && grows(other))
          ? "the list grows with its table without any filter already"
          : undefined,
      otherwise: "no filter was measured at several sizes",
    });
  },
  passes: [growing([{ ...list }, { ...filter, timesMs: [2, 2.1, 2.4] }])],
  breaks: [
    {
      fault: "there is no index for one filter",
      recording: growing([
        { ...list },
        { ...filter, timesMs: [2, 20, 190], rowsRead: 200_000, advice: "create index on note (tag, id desc)" },
      ]),
    },
  ],
  leavesOpen: [
    {
      fault: "the list itself grows",
      recording: growing([
        { ...list, timesMs: [2, 20, 190], rowsRead: 1_000_000 },
        { ...filter, timesMs: [2, 20, 190], rowsRead: 1_000_000 },
      ]),
    },
  ],
};
export default check;

function isUnfiltered(other: GrowthNote, { operation, size }: GrowthNote): boolean {
  return other.what === "list" && other.operation === operation && other.size === size;
}

function hasFilters({ resources, operations }: Surface): boolean {
  return resources.some(
    ({ list, page }) =>
      page &&
      operations
        .find(({ id }) => id === list)
        ?.parameters.some(
          ({ in: where, name }) => where === "query" && name !== page?.cursorParameter && name !== page?.limitParameter,
        ),
  );
}
