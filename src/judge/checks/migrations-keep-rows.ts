import type { Exchange, Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, objectOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";
import { factIn } from "../reading/loads.ts";
import { sameThing } from "../reading/same-value.ts";
import { saysItIsGone } from "../reading/there-is-none.ts";
import type { RowNote, RowsAround } from "../scenarios/migrate-again.ts";

const scenario = "migrate-again";
const sent = { title: "kqxjzpwmvbtrfhgd", stars: 250 };
const note = { resource: "note", thing: "note 1", sent };
const good = example((r) => {
  r.scenario(scenario);
  const row = { url: "/notes/7", note, status: 200, json: { id: 7, ...sent } };
  r.exchange({ label: "before the migration", ...row });
  r.fact("migrated again", { ok: true, why: "", durationMs: 310, more: [], less: [] });
  r.fact("rows", { tables: [{ table: "public.note", before: 3, after: 3 }] });
  r.exchange({ label: "after the migration", ...row });
});

const check: Check = {
  title: {
    passed: "Its migrations leave the rows alone",
    failed: "Its migrations lose or change rows",
  },
  severity: "critical",
  skills: ["migrations", "durability", "deployment"],
  references: [
    { name: "PostgreSQL: ALTER TABLE", url: "https://www.postgresql.org/docs/current/sql-altertable.html" },
    { name: "The Twelve-Factor App: admin processes", url: "https://12factor.net/admin-processes" },
  ],
  why: `On a laptop the database is made anew ten times a day, so nobody misses what was in it. In production the same command meets the work
    of ten thousand people. "drop table if exists" in a migration is the shortest way to a restore from last night's backup,
    if there is one; a change of rows that is done again at each release spoils them more quietly.`,
  hints: {
    look: "Look at the row before and after, and at the statements that the migration sent in between.",
    ask: "Which statement of your migration would do harm if the table were full?",
    concept: `What a migration may do to a table with rows: add columns and indexes, copy values over, and take away only what nobody reads any
      more, in a later release. What it may not do is begin anew. A change of values belongs to one migration that is applied once; where
      that cannot be known, it says which rows it means ("where currency is null"). Try each migration on a copy of the real
      database, or at least on one with rows. https://www.postgresql.org/docs/current/ddl-alter.html`,
    shape: `never:      drop table if exists note; create table note (…)
instead:    alter table note add column if not exists stars integer
            update note set stars = 1 where stars is null     // once, and only those`,
    example: `A club's membership list was made by "drop and create" at each deployment, "to have it clean". The first deployment after the summer
had 900 members fewer. Fixed: migrations that only add.`,
    causes: {
      lost: "Rows are gone: look for drop, truncate or delete among the statements.",
      changed: "A value is another one now: look for an update that does not say which rows it means.",
      doubled: "There are more rows than before: look for an insert that is done at each run.",
      unreadable: "It cannot be read any more: look at what the migration changed that the program relies on.",
    },
  },
  scenarios: [scenario],
  judgesStopped: true,
  after: ["created-thing-reads-back"],
  judge(view) {
    const of = (label: string) => view.of("exchange", scenario).filter((exchange) => exchange.label === label);
    const before = of("before the migration").filter(succeeded);
    const failures = [
      ...of("after the migration").flatMap((after) => judgeRow(view, after, before)),
      ...judgeCounts(view),
    ];
    const { tables } = factIn<RowsAround>(view, scenario, "rows") ?? { tables: [] };
    return conclude(
      oncePer(failures, ({ cause }) => cause ?? ""),
      {
        cases: Math.min(before.length, of("after the migration").length),
        otherwise: "nothing was read before and after a migration",
        measured: { things: before.length, rows: tables.reduce((sum, { after }) => sum + Math.max(0, after), 0) },
      },
    );
  },
  passes: [good],
  breaks: [
    broken("drop and create", good, (r) => {
      answer(r, "after the migration", { status: 404, json: { title: "Not found", status: 404 } });
      rowsIn(r.entries).value = { tables: [{ table: "public.note", before: 3, after: 0 }] };
    }),
    broken("every row is changed", good, (r) =>
      answer(r, "after the migration", { json: { id: 7, ...sent, stars: 1 } }),
    ),
    broken("the rows are there, and there again", good, (r) => {
      rowsIn(r.entries).value = { tables: [{ table: "public.note", before: 3, after: 6 }] };
    }),
    broken("the program cannot read them any more", good, (r) =>
      answer(r, "after the migration", { status: 500, json: { title: "Internal Server Error", status: 500 } }),
    ),
  ],
};
export default check;

function judgeRow(view: RecordingView, after: Exchange, all: readonly Exchange[]): Failure[] {
  const { thing } = (after.note ?? {}) as unknown as RowNote;
  const before = all.find(({ note }) => (note as unknown as RowNote | undefined)?.thing === thing);
  if (!before || [429, 503].includes(after.response?.status ?? 0)) return [];
  const entries = [before.id, ...factsOf(view), after.id];
  if (!succeeded(after)) {
    const isGone = saysItIsGone(view.surface, after);
    return [
      {
        headline: `Its migration was run again, and ${lineOf(after)} ${outcomeOf(after)}.`,
        expected: `what it answered before: ${answerOf(before)}`,
        seen: answerOf(after),
        entries,
        cause: isGone ? "lost" : "unreadable",
      },
    ];
  }
  const [was, is] = [objectOf(before), objectOf(after)];
  const { sent } = before.note as unknown as RowNote;
  const changed = Object.keys(sent).find((name) => was && is && name in was && !sameThing(was[name] ?? null, is[name]));
  if (changed === undefined) return [];
  return [
    {
      headline: `Its migration was run again, and "${changed}" of ${lineOf(after)} is another one.`,
      expected: `${say(was?.[changed])}, as before`,
      seen: say(is?.[changed]),
      entries,
      cause: "changed",
    },
  ];
}

function judgeCounts(view: RecordingView): Failure[] {
  const fact = view.of("fact", scenario).find(({ name }) => name === "rows");
  if (!fact) return [];
  const { tables } = fact.value as unknown as RowsAround;
  return tables
    .filter(({ before, after }) => before !== after)
    .map(({ table, before, after }) => ({
      headline: `Its migration was run again, and ${table} has ${Math.max(0, after)} rows instead of ${before}.`,
      expected: `${before} rows`,
      seen: after < 0 ? "the table is gone" : `${after} rows`,
      entries: [...factsOf(view), fact.id],
      cause: after < before ? "lost" : "doubled",
    }));
}

function factsOf(view: RecordingView): number[] {
  return view.of("fact", scenario).flatMap(({ name, id }) => (name === "migrated again" ? [id] : []));
}

function rowsIn(entries: readonly { kind: string }[]): Fact {
  return entries.find((entry) => entry.kind === "fact" && (entry as Fact).name === "rows") as Fact;
}
