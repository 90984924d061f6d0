import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { answerOf, asObject, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { saysItIsGone } from "../reading/there-is-none.ts";
import type { BreakNote, RowsFact } from "../scenarios/break-off-a-delete.ts";

const gone = { title: "Not found", status: 404 };
const noteOf = (round: number, brokenOffBy: string, resource: string) => ({ round, brokenOffBy, resource });
const remove = { label: "delete", operation: "deleteBook", method: "DELETE", url: "/books/3" };
const good = example((r) => {
  r.scenario("break-off-a-delete");
  const nothing = [0, "nothing"] as const;
  const read = { label: "read after the delete" };
  r.exchange({ ...remove, note: noteOf(...nothing, "book"), status: 204 });
  r.exchange({
    ...read,
    operation: "getBook",
    url: "/books/3",
    note: noteOf(...nothing, "book"),
    status: 404,
    json: gone,
  });
  r.exchange({
    ...read,
    operation: "getNote",
    url: "/notes/7",
    note: noteOf(...nothing, "note"),
    status: 404,
    json: gone,
  });
  const killed = [1, "kill -9"] as const;
  r.exchange({ ...remove, note: noteOf(...killed, "book"), url: "/books/4" });
  r.fact("rows after the delete", {
    ...noteOf(...killed, "book"),
    tables: [
      { table: "public.book", made: 1, left: 1 },
      { table: "public.note", made: 5, left: 5 },
    ],
  });
  r.exchange({
    ...read,
    operation: "getBook",
    url: "/books/4",
    note: noteOf(...killed, "book"),
    status: 200,
    json: { id: 4 },
  });
  r.exchange({
    ...read,
    operation: "getNote",
    url: "/notes/8",
    note: noteOf(...killed, "note"),
    status: 200,
    json: { id: 8 },
  });
}, sharingSurface);
const softly = example((r) => {
  r.scenario("break-off-a-delete");
  // Rows that are only marked as deleted: nothing can be counted, and what is answered has to do.
  r.exchange({ ...remove, note: noteOf(0, "nothing", "book"), status: 204 });
  const read = { label: "read after the delete", operation: "getNote", url: "/notes/7" };
  r.exchange({ ...read, note: noteOf(0, "nothing", "note"), status: 404, json: gone });
}, sharingSurface);

const left = (r: Parameters<typeof answer>[0], books: number, notes: number) => {
  const fact = r.entries.find((entry) => entry.kind === "fact");
  const { tables } = (fact as unknown as { value: RowsFact }).value;
  for (const [i, rows] of [books, notes].entries()) Object.assign(tables[i] ?? {}, { left: rows });
};

const check: Check = {
  title: { passed: "A delete is done whole or not at all", failed: "A delete that is broken off leaves a half behind" },
  severity: "critical",
  skills: ["transactions", "relational-databases", "durability"],
  references: [
    { name: "PostgreSQL: Transactions", url: "https://www.postgresql.org/docs/current/tutorial-transactions.html" },
    {
      name: "PostgreSQL: Foreign Keys",
      url: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
    },
    { name: "CWE-460 (improper cleanup)", url: "https://cwe.mitre.org/data/definitions/460.html" },
  ],
  why: `Programs are killed in the middle of things: a deploy, a full memory, a database that fails over. If three deletes follow one another
    without a transaction, what is left is a project without its tasks, or tasks of nobody that no screen shows and that
    every export and every law about deletion trips over, years later.`,
  hints: {
    look: "Look at the rows that were left, table by table: which of them were already gone when the delete was broken off?",
    ask: "Between which two of your statements could the program die, and what would be there then?",
    concept: `Several statements are one step only inside a transaction: after "begin" nothing counts until "commit", and a lost connection takes
      all of it back. All of them have to run on the same connection; a pool gives each query whichever is free, so take one and keep
      it. Better still, let foreign keys with "on delete cascade" do it: one statement, which is whole by itself, and no orphan can ever be
      written. https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK`,
    shape: `create table tasks (project bigint not null references projects on delete cascade, …)
delete from projects where id = $1        # the rest goes with it, or nothing does`,
    example: `A school's program deleted a class by "delete from marks", "delete from pupils_of_class", "delete from classes". A deploy hit between the
first two, and a year's marks were gone. Fixed: on delete cascade, and one delete.`,
    causes: {
      "half-done": "Look at the tables: some rows are gone and others are there. No transaction held them together.",
      orphans: "Look at what is left: the thing itself is gone, and what lay below it is still in the database.",
      "still-answered": "Look at the read after the delete: the thing is gone and what lay below it is still answered.",
      lied: "Look at the delete: it was answered with a success, and everything is still there.",
    },
  },
  scenarios: ["break-off-a-delete"],
  promises: ["deletes-are-all-or-nothing"],
  after: ["deleted-stays-deleted"],
  judge(view) {
    const deletes = view.of("exchange", "break-off-a-delete").filter(({ label }) => label === "delete");
    const failures = deletes.flatMap((exchange) => judgeDelete(view, exchange) ?? []);
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      {
        cases: deletes.length,
        otherwise: "nothing was deleted",
        measured: { "deletes broken off": deletes.filter((exchange) => noteIn(exchange).round > 0).length },
      },
    );
  },
  passes: [good, softly],
  breaks: [
    broken("what lies below goes first, without a transaction", good, (r) => left(r, 1, 0)),
    broken("row by row", good, (r) => left(r, 1, 3)),
    broken("the thing goes first", good, (r) => left(r, 0, 5)),
    broken("what lies below is forgotten", good, (r) =>
      answer(r, "read after the delete", { status: 200, json: { id: 7 } }, 1),
    ),
    broken("answered before it is done", good, (r) => {
      answer(r, "delete", { status: 204, text: "" }, 1);
      exchangeIn(r, "delete", 1).outcome = "answered";
    }),
    broken("what lay below is gone in every answer", good, (r) =>
      answer(r, "read after the delete", { status: 404, json: gone }, 3),
    ),
  ],
};
export default check;

function judgeDelete(view: RecordingView, exchange: Exchange): Failure | undefined {
  const { round, brokenOffBy, resource } = noteIn(exchange);
  const how = round === 0 ? "" : ` and broken off by ${brokenOffBy}`;
  const said = `${lineOf(exchange)} was sent${how}`;
  const fact = view
    .of("fact", "break-off-a-delete")
    .find(({ value }) => (value as unknown as RowsFact).round === round);
  const tables = fact ? (fact.value as unknown as RowsFact).tables.filter(({ made }) => made > 0) : [];
  const isAll = tables.every(({ made, left }) => left >= made);
  const isNothing = tables.every(({ left }) => left <= 0);
  if (fact && tables.length > 0 && !isAll && !isNothing) {
    const inWords = tables
      .map(({ table, made, left }) => `${left} of ${made} rows in ${table.replace(/^public\./, "")}`)
      .join(", ");
    return {
      headline: `${said}, and left ${inWords}.`,
      expected: "all rows, or none",
      seen: inWords,
      entries: [exchange.id, fact.id],
      cause: tables.some(({ made, left }) => made === 1 && left <= 0) ? "orphans" : "half-done",
    };
  }
  const reads = view
    .of("exchange", "break-off-a-delete")
    .filter((read) => read.label === "read after the delete" && noteIn(read).round === round);
  if (succeeded(exchange) && tables.length > 0 && isAll) {
    return failure(
      "lied",
      [exchange],
      `${said}, ${outcomeOf(exchange)}, and nothing was deleted.`,
      "deleted, or not answered with a success",
    );
  }
  const root = reads.find((read) => noteIn(read).resource === resource);
  const below = reads.filter((read) => noteIn(read).resource !== resource);
  const [answered, missing] = [below.find(succeeded), below.find((read) => saysItIsGone(view.surface, read))];
  const rootIsGone = root ? saysItIsGone(view.surface, root) : round === 0;
  if (rootIsGone && answered) {
    const headline = `${said}; the ${resource} is gone, and ${lineOf(answered)} ${outcomeOf(answered)}.`;
    return failure("still-answered", [exchange, answered], headline, "404 for all that lay below it");
  }
  if (root && succeeded(root) && missing) {
    const headline = `${said}; the ${resource} is still there, and ${lineOf(missing)} ${outcomeOf(missing)}.`;
    return failure("half-done", [exchange, missing], headline, "all of it, or nothing");
  }
  return undefined;
}

function noteIn(exchange: Exchange): BreakNote {
  return asObject(exchange.note) as unknown as BreakNote;
}

function failure(cause: string, exchanges: Exchange[], headline: string, expected: string): Failure {
  return {
    cause,
    headline,
    expected,
    seen: answerOf(exchanges.at(-1) as Exchange),
    entries: exchanges.map(({ id }) => id),
  };
}
