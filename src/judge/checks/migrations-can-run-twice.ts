import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { shorten } from "../reading/exchanges.ts";
import { factIn } from "../reading/loads.ts";
import { inWords } from "../reading/process-life.ts";
import type { MigratedAgain } from "../scenarios/migrate-again.ts";

const scenario = "migrate-again";
const well = "`npm run migrate` ended with status 0";
const migrated = (change: Partial<MigratedAgain>) =>
  example((r) => {
    r.scenario(scenario);
    const again: MigratedAgain = { ok: true, why: well, durationMs: 310, more: [], less: [], ...change };
    r.fact("migrated again", { ...again });
  });
const good = migrated({});

const check: Check = {
  title: {
    passed: "Its migrations can be run again",
    failed: "A second run of its migrations goes wrong",
  },
  severity: "major",
  skills: ["migrations", "deployment"],
  references: [
    { name: "The Twelve-Factor App: admin processes", url: "https://12factor.net/admin-processes" },
    {
      name: "PostgreSQL: CREATE TABLE (IF NOT EXISTS)",
      url: "https://www.postgresql.org/docs/current/sql-createtable.html",
    },
  ],
  why: `Every release runs the migrations, whether there is a new one or not; and one that broke off halfway is run again. A command that
    only works on an empty database works once. One that makes the same index anew each time works always, and after fifty
    releases each insert keeps fifty copies of it up to date.`,
  hints: {
    look: "Look at what the second run said, or at what the schema has now that it had not before.",
    ask: "How does your migration know what has been done already?",
    concept: `A migration is done once, and remembered: a table in the same database holds the names of those that were applied, and each is applied
      and noted in one transaction, so that both happen or neither does. In PostgreSQL this goes for almost every change of a
      schema, too. Then a second run finds nothing to do and ends with status 0. Tools for it are there in every language. Guards such as
      "if not exists" only help with what is made, and hide it when what is there is something else.
      https://www.postgresql.org/docs/current/sql-begin.html`,
    shape: `begin
take a lock
for each file of migrations/, in order:
  next if its name is in the table migration
  run it
  insert its name into the table migration
commit`,
    example: `A newsletter ran its schema.sql at each start, with "create index on subscriber (email)". After a year there were 212 indexes that were
all the same. Fixed: a table of what was applied.`,
    causes: {
      fails: "The second run did not end with status 0: look at its last lines, and at the statement that failed.",
      more: "The second run made something anew: look at its name, and at the statement that makes it.",
      less: "The second run took something away: look at what drops or changes it.",
    },
  },
  scenarios: [scenario],
  judgesStopped: true,
  after: ["program-starts-and-answers"],
  judge(view) {
    const fact = view.of("fact", scenario).find(({ name }) => name === "migrated again");
    const again = factIn<MigratedAgain>(view, scenario, "migrated again");
    if (!fact || !again) return { verdict: "unclear", why: "it was not migrated a second time" };
    const { ok, why, durationMs, more, less } = again;
    const statements = view
      .of("statement", scenario)
      .filter(({ outcome, id, instance }) => outcome === "failed" && id < fact.id && instance === fact.instance)
      .map(({ id }) => id);
    const expected = "status 0, and the schema as it was";
    const entries = [...(ok ? [] : statements.slice(-3)), fact.id];
    const change = [...more.map((line) => `new: ${line}`), ...less.map((line) => `gone: ${line}`)];
    const seen = shorten(ok ? change.join("; ") : why, 600);
    const failures = [
      ...(ok
        ? []
        : [{ headline: "Its migration was run again, and failed.", expected, seen, entries, cause: "fails" }]),
      ...(more[0] === undefined
        ? []
        : [
            {
              headline: `Its migration was run again, and the schema has something new: ${shorten(more[0], 120)}`,
              ...{ expected, seen, entries, cause: "more" },
            },
          ]),
      ...(less[0] === undefined
        ? []
        : [
            {
              headline: `Its migration was run again, and the schema has lost something: ${shorten(less[0], 120)}`,
              ...{ expected, seen, entries, cause: "less" },
            },
          ]),
    ];
    return conclude(failures, { cases: 1, otherwise: "", measured: { "the second run took": inWords(durationMs) } });
  },
  passes: [good],
  breaks: [
    { fault: "the table is there already", recording: migrated({ ok: false, why: "relation note already exists" }) },
    {
      fault: "an index more each time",
      recording: migrated({ more: ["CREATE INDEX note_stars_idx1 ON note (stars)"] }),
    },
    broken("a column is dropped by the second run", good, (r) => {
      const fact = r.entries.find((entry) => entry.kind === "fact");
      Object.assign(fact ?? {}, {
        value: { ok: true, why: well, durationMs: 310, more: [], less: ["table note: stars integer"] },
      });
    }),
  ],
};
export default check;
