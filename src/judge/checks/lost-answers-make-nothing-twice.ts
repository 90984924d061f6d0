import type { Exchange, Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import type { LostNote, RowsAfterLoss } from "../scenarios/database-restarts.ts";

const label = "create and lose an answer";
const rows = (nth: number, count: number) => ({
  nth,
  tables: count > 0 ? [{ table: "public.note", rows: count }] : [],
});
const good = example((r) => {
  r.scenario("database-restarts");
  r.exchange({ label, method: "POST", url: "/notes", note: { nth: 0 }, status: 201, json: { id: 3 } });
  r.fact("rows after a lost answer", rows(0, 1));
  r.exchange({
    label,
    method: "POST",
    url: "/notes",
    note: { nth: 1 },
    status: 503,
    json: { title: "Try again", status: 503 },
  });
  r.fact("rows after a lost answer", rows(1, 1));
  r.exchange({ label, method: "POST", url: "/notes", note: { nth: 2 }, status: 201, json: { id: 5 } });
  r.fact("rows after a lost answer", rows(2, 1));
});

const check: Check = {
  title: {
    passed: "An answer that is lost makes nothing twice",
    failed: "When the database's answer is lost, the same thing is made twice",
  },
  severity: "critical",
  skills: ["retries-and-backoff", "transactions", "resilience"],
  references: [
    {
      name: "PostgreSQL: error codes (08007 transaction_resolution_unknown)",
      url: "https://www.postgresql.org/docs/current/errcodes-appendix.html",
    },
    { name: "RFC 9110 §9.2.2", url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2" },
  ],
  why: `A connection can break after the database has done its work and before anybody hears of it. Whoever then simply sends the insert again
    has two orders, two payments, two letters. It happens at each failover, to a few requests only, and is found weeks later by
    an accountant.`,
  hints: {
    look: "Look at the statements of this request: on which connection was the first insert lost, and on which did the second one go?",
    ask: "After a connection broke, how would your program know whether the statement was carried out?",
    concept: `There are errors after which you know that nothing was done (the database said so), and those after which you do not (the connection
      ended). The first may be tried again. The second may be tried again only if twice is as good as once: reading, setting a
      value, or an insert that carries a key with a unique index ("on conflict do nothing"). For all others answer 503, and let the
      client decide, with an Idempotency-Key. https://www.postgresql.org/docs/current/errcodes-appendix.html`,
    shape: `run(statement):
  try: return send(statement)
  except e:
    if e came from the database and is 40001 or 40P01: try again
    if the connection ended and statement only reads: try again
    raise Unavailable`,
    example: `A payroll wrapped every query in "retry three times". At a failover in March eleven people got their wages twice. Fixed: writes are sent once.`,
  },
  scenarios: ["database-restarts"],
  judgesStopped: true,
  promises: ["outage-is-answered-503"],
  after: ["recovers-after-outage"],
  judge(view) {
    const creates = view.of("exchange", "database-restarts").filter((exchange) => exchange.label === label);
    const facts = view.of("fact", "database-restarts").filter(({ name }) => name === "rows after a lost answer");
    const failures = facts.filter((fact) => rowsOf(fact).nth > 0).flatMap((fact) => judgeRows(fact, creates, facts));
    return conclude(failures.slice(0, 1), {
      cases: facts.filter((fact) => rowsOf(fact).nth > 0).length,
      otherwise: "no answer of the database was lost",
      measured: { "answers lost": facts.length - 1 },
    });
  },
  passes: [good],
  breaks: [
    broken("each statement is tried again", good, (r) => {
      (r.entries.findLast((entry) => entry.kind === "fact") as Fact).value = rows(2, 2);
    }),
    broken("an error is believed", good, (r) => {
      (r.entries.findLast((entry) => entry.kind === "fact") as Fact).value = rows(2, 0);
    }),
  ],
};
export default check;

function judgeRows(fact: Fact, creates: readonly Exchange[], facts: readonly Fact[]): Failure[] {
  const { nth, tables } = rowsOf(fact);
  const usual = facts.map(rowsOf).find((rows) => rows.nth === 0)?.tables ?? [];
  const usually = (name: string) => usual.find(({ table }) => table === name)?.rows;
  const create = creates.find(({ note }) => (note as unknown as LostNote).nth === nth);
  if (!create) return [];
  const twice = tables.find(({ table, rows }) => rows > (usually(table) ?? Number.POSITIVE_INFINITY));
  const isMissing = succeeded(create) && tables.length === 0 && usual.length > 0;
  if (!twice && !isMissing) return [];
  const said = `${lineOf(create)} ${outcomeOf(create)} when an answer of the database was lost`;
  return [
    {
      headline: twice
        ? `${said}, and what was sent once is ${twice.rows} times in ${twice.table}.`
        : `${said}, and nothing is there.`,
      expected: succeeded(create) ? "it is there, once" : "once, or not at all",
      seen: `${answerOf(create)}; ${tables.map(({ table, rows }) => `${table}: ${rows}`).join(", ") || "no row"}`,
      entries: [fact.id, create.id],
    },
  ];
}

function rowsOf(fact: Fact): RowsAfterLoss {
  return fact.value as unknown as RowsAfterLoss;
}
