import type { Check } from "../check.ts";
import { growing } from "../reading/example-growth.ts";
import { judgeGrowth } from "../reading/growth-finding.ts";

const read = { what: "read", line: "GET /notes/{id}", statement: "select * from note where id = $1" } as const;
const remove = { what: "delete", line: "DELETE /notes/{id}", statement: "delete from note where id = $1" } as const;
const items = ["read", "update", "create", "delete"];

const check: Check = {
  title: {
    passed: "One thing is read, made, changed and deleted as quickly among a million as among a thousand",
    failed: "Work on one thing takes longer the more others there are",
  },
  severity: "major",
  skills: ["indexes", "query-optimisation", "schema-design"],
  references: [
    { name: "PostgreSQL: indexes", url: "https://www.postgresql.org/docs/current/indexes-intro.html" },
    {
      name: "PostgreSQL: foreign keys (an index on the referencing columns)",
      url: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
    },
  ],
  why: `To find one row by its key takes a database some microseconds, among ten rows or ten million. It only reads them all when it has no index for
    what it is asked: a token, an address, a function of the key, or the rows that refer to one that is deleted. Such a scan
    happens with each request, keeps a core busy and holds its locks all the while.`,
  hints: {
    look: "Look at the plan: by which condition is the row found, and how many rows are read for it?",
    ask: "Is the column that you look for by, as you write it in the statement, the first of an index?",
    concept: `A primary key brings its index with it, and so does "unique". A foreign key does not: when a row is deleted, PostgreSQL looks for rows that
      refer to it, and without an index on the referring column it reads that whole table. An index on a column helps only when the
      column is compared as it is: id::text = $1, lower(email) = $1, date(created_at) = $1 are other values, which need an index on just that
      expression, or a statement that compares the column itself. https://www.postgresql.org/docs/current/indexes-expressional.html`,
    shape: `create index on child (parent_id)
select … from thing where id = $1        -- not: where id::text = $1`,
    example: `Deleting one empty folder took two seconds: files refer to folders, and had no index on folder_id. Fixed: create index on file (folder_id), 0.2 ms.`,
    causes: {
      index: "Look at the measured lines: an index was tried on this very table, with the time before and after.",
      count: "Look at the statement: it counts rows. What is the number needed for?",
      all: "Look at how many rows the database sent to the program for this one thing.",
      scan: "Look at the plan: which condition makes it read all rows?",
    },
  },
  scenarios: ["grow-to-a-million-rows"],
  after: ["created-thing-reads-back", "update-changes-only-what-was-sent", "deleted-stays-deleted"],
  judge: (view) =>
    judgeGrowth(view, {
      isAbout: ({ what }) => items.includes(what),
      otherwise: "no operation on one thing was measured at several sizes",
    }),
  passes: [
    growing([
      { ...read, timesMs: [2, 2.1, 2.4] },
      { ...remove, timesMs: [2, 2.2, 3] },
    ]),
  ],
  breaks: [
    {
      fault: "a function of the key is compared",
      recording: growing([
        { ...read, timesMs: [2, 12, 95], rowsRead: 1_000_000, advice: "create index on note (((id)::text))" },
      ]),
    },
    {
      fault: "what refers to the row is looked for without an index",
      recording: growing([
        { ...read, timesMs: [2, 2, 2] },
        { ...remove, timesMs: [2, 9, 70], rowsRead: 1_000_000 },
      ]),
    },
  ],
};
export default check;
