import type { Fact, ProcessEvent } from "../../contract/recording.ts";
import type { StartedTogether } from "../acts/start-together.ts";
import type { Check, RecordingView } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { howItEnded, lastLines } from "../reading/process-life.ts";

const good = example((r) => {
  r.scenario("two-copies-on-one-database");
  for (const copy of ["i1", "i2"]) r.instance(copy).add({ kind: "process", event: "started" });
  for (const copy of ["i1", "i2"]) r.instance(copy).add({ kind: "process", event: "ready", durationMs: 700 });
  r.instance("i1").fact("started together", { met: 2, ready: [true, true] });
});

const check: Check = {
  title: {
    passed: "Two copies can start at the same moment on an empty database",
    failed: "Of two copies that start together, one does not come up",
  },
  severity: "major",
  skills: ["migrations", "concurrency", "scaling"],
  references: [
    {
      name: "PostgreSQL: advisory locks",
      url: "https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS",
    },
    { name: "CWE-367: time-of-check time-of-use", url: "https://cwe.mitre.org/data/definitions/367.html" },
  ],
  why: `With two copies behind a load balancer each release starts both at once, and each wants to bring the schema up to date. "create
    table if not exists" looks first and makes then: when both look before either has made it, one of them fails. It goes well on
    every laptop, and fails at the first release that matters.`,
  hints: {
    look: "Look at the last lines of the copy that did not come up, and at the error that the database gave it.",
    ask: "What happens in your start when the other copy makes the table between your look and your create?",
    concept: `"if not exists" is no lock: two sessions may both find nothing, and then one of them gets 23505 (on a system index) or 42P07. Let one go
      after the other: take an advisory lock in the transaction that makes the schema; it is given back when that ends. Tools for
      migrations do just that. Or take the error for what it says, and look again: now the table is there.
      https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADVISORY-LOCKS`,
    shape: `begin;
select pg_advisory_xact_lock(4711);      -- whoever comes second waits here
create table if not exists note (…);
commit;`,
    example: `A library's catalogue made its index at start. Its first release with three copies left one of them dead, and the load balancer sent it a
third of the readers. Fixed: a lock around the migration.`,
    causes: {
      ended:
        "One copy ended: look at the last lines that it printed, and at what your start does with an error of the database.",
      waiting: "One copy goes on but never became ready: look at what it waits for after its first attempt has failed.",
    },
  },
  scenarios: ["two-copies-on-one-database"],
  judgesStopped: true,
  promises: ["port-and-database-from-environment"],
  after: ["program-starts-and-answers"],
  judge(view) {
    const fact = view.of("fact", "two-copies-on-one-database").find(({ name }) => name === "started together");
    if (!fact) return { verdict: "unclear", why: "no two copies were started together" };
    const { met, ready } = fact.value as unknown as StartedTogether;
    const copies = new Set(view.of("process", "two-copies-on-one-database").map(({ instance }) => instance));
    const late = [...copies].filter((_, i) => ready[i] === false);
    if (late.length > 1) return { verdict: "unclear", why: "neither copy came up, so it is not about the other one" };
    const failures = late.map((copy) => failureOf(view, copy, fact));
    return conclude(failures, { cases: 1, otherwise: "", measured: { "copies that met at the schema": met } });
  },
  passes: [good],
  breaks: [
    broken("the slower one ends", good, (r) => {
      (r.entries.find((entry) => entry.kind === "fact") as Fact).value = { met: 2, ready: [true, false] };
      const at = r.entries.findIndex(
        (entry) => entry.kind === "process" && entry.instance === "i2" && entry.event === "ready",
      );
      Object.assign(r.entries[at] as ProcessEvent, { event: "ended", status: 1 });
    }),
    broken("the slower one never gets over it", good, (r) => {
      (r.entries.find((entry) => entry.kind === "fact") as Fact).value = { met: 2, ready: [true, false] };
    }),
  ],
};
export default check;

function failureOf(view: RecordingView, copy: string, fact: Fact) {
  const events = view
    .of("process", "two-copies-on-one-database")
    .filter(({ instance, id }) => instance === copy && id < fact.id);
  const ended = events.find(({ event }) => event === "ended");
  const telling = ended ?? (events.at(-1) as ProcessEvent);
  const lines = lastLines(view, telling).filter(({ instance }) => instance === copy);
  const what = ended ? `ended ${howItEnded(ended)}` : "did not become ready";
  return {
    headline: `Two copies were started together on an empty database, and one of them ${what}.`,
    expected: "both become ready",
    seen: lines.at(-1)?.line.slice(0, 300) ?? `the copy ${what} without a word`,
    entries: [...lines.map(({ id }) => id), telling.id],
    cause: ended ? "ended" : "waiting",
  };
}
