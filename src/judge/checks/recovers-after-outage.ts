import type { Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Recovery } from "../acts/recovery.ts";
import type { Check, RecordingView } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf } from "../reading/exchanges.ts";
import { endedFailure, inWords } from "../reading/process-life.ts";

const recovery = (after: string, more: Partial<Recovery> = {}) => ({
  after,
  recovered: true,
  afterMs: 220,
  tries: 3,
  ...more,
});
const good = example((r) => {
  r.scenario("database-goes-away");
  r.add({ kind: "process", event: "started" });
  r.exchange({
    label: "recovering",
    method: "POST",
    url: "/notes",
    note: { after: "the outage" },
    status: 503,
    json: { title: "No", status: 503 },
  });
  r.exchange({
    label: "recovering",
    method: "POST",
    url: "/notes",
    note: { after: "the outage" },
    status: 201,
    json: { id: 9 },
  });
  r.fact("recovery", recovery("the outage"));
  r.exchange({
    label: "after the cut",
    operation: "listNotes",
    url: "/notes",
    status: 503,
    json: { title: "No", status: 503 },
  });
  r.fact("recovery", recovery("the cut", { afterMs: 40 }));
  r.scenario("database-falls-silent");
  r.fact("recovery", recovery("the silence", { afterMs: 12_000, tries: 30 }));
});

const check: Check = {
  title: {
    passed: "It is well again by itself after an outage",
    failed: "It is not well again by itself after an outage",
  },
  severity: "critical",
  skills: ["resilience", "connection-pooling", "production-operation"],
  references: [
    { name: "node-postgres: pool events", url: "https://node-postgres.com/apis/pool#events" },
    {
      name: "PostgreSQL: high availability and failover",
      url: "https://www.postgresql.org/docs/current/warm-standby-failover.html",
    },
  ],
  why: `Managed databases fail over, get patched and restart, some minutes each month, at night. A program that comes back by itself turns
    that into a few 503s that nobody remembers. One that dies of it, or keeps a pool full of dead connections, stays down until
    somebody is woken up to restart it.`,
  hints: {
    look: "Look at the requests after the database was back, in order, and at what the program printed meanwhile.",
    ask: "Who in your program finds out that a pooled connection is dead, and who replaces it?",
    concept: `A broken connection must leave the pool: give it back with an error, or destroy it, and the next request makes a fresh one. A single
      connection that is opened at the start and kept for ever can never come back. An event nobody listens to ("error" of an idle
      pooled client in Node) or an exception in a background task ends the whole process. So handle errors of idle connections, check
      or replace connections when they are borrowed, and leave the process alone. https://node-postgres.com/apis/pool#events`,
    shape: `connection = pool.take()
try: result = connection.run(statement)
on connection error: pool.throw_away(connection); answer 503
otherwise: pool.give_back(connection)`,
    example: `A print server opened its queue connection once, at the start; after the broker's restart every job failed until someone pressed the
button. Fixed: the connection is made again when sending finds it closed.`,
    causes: {
      ended:
        "The process ended: look at the last lines that it printed, and for an error event that nobody listens to.",
      "still-failing":
        "The database was back, and requests still failed: look for connections that are kept although they are dead.",
      "hangs-after-cut":
        "A request hung after open connections were cut: look for a wait without a limit on a connection that is gone.",
    },
  },
  scenarios: ["database-goes-away", "database-falls-silent"],
  promises: ["outage-is-answered-503"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const facts = check.scenarios
      .flatMap((scenario) => view.of("fact", scenario))
      .filter(({ name }) => name === "recovery");
    const recoveries = facts.map((fact) => fact.value as unknown as Recovery);
    const failures = check.scenarios.flatMap((scenario) =>
      judgeScenario(
        view,
        scenario,
        facts.filter((fact) => fact.scenario === scenario),
      ),
    );
    return conclude(failures, {
      cases: facts.length,
      otherwise: "no recovery was waited for",
      measured: Object.fromEntries(
        recoveries.map(({ after, afterMs }) => [`well again after ${after}`, inWords(afterMs)]),
      ),
    });
  },
  passes: [good],
  breaks: [
    broken("its one connection stays dead", good, (r) => {
      const fact = r.entries.find((entry) => entry.kind === "fact");
      Object.assign(fact ?? {}, { value: recovery("the outage", { recovered: false, afterMs: 15_100, tries: 70 }) });
    }),
    broken("it ends with the first broken connection", good, (r) => {
      const started = r.entries.find((entry) => entry.kind === "process") as never as object;
      r.entries.push({ ...started, id: 70, event: "ended", status: 1 } as never);
      const fact = r.entries.find((entry) => entry.kind === "fact");
      Object.assign(fact ?? {}, { value: recovery("the outage", { recovered: false, afterMs: 2, tries: 0 }) });
    }),
    broken("requests on cut connections hang", good, (r) => {
      const cut = r.entries.find((entry) => entry.kind === "exchange" && entry.label === "after the cut");
      Object.assign(cut ?? {}, { outcome: "timeout", response: undefined, durationMs: 11_500 });
    }),
    broken("it never comes back after a silence", good, (r) => {
      const fact = r.entries.findLast((entry) => entry.kind === "fact");
      Object.assign(fact ?? {}, { value: recovery("the silence", { recovered: false, afterMs: 15_100, tries: 60 }) });
    }),
  ],
};
export default check;

function judgeScenario(view: RecordingView, scenario: string, facts: Fact[]): Failure[] {
  const ended = endedFailure(view, scenario, {
    when: scenario === "database-falls-silent" ? "when its database fell silent" : "when its database went away",
    expected: "the same process, well again by itself when the database is",
  });
  if (ended) return [ended];
  const failures = facts.flatMap((fact): Failure[] => {
    const { after, recovered, afterMs, tries } = fact.value as unknown as Recovery;
    if (recovered) return [];
    const tried = view
      .of("exchange", scenario)
      .filter(({ label, note }) => label === "recovering" && (note as { after?: string } | undefined)?.after === after);
    const last = tried.findLast(({ response }) => (response?.status ?? 500) >= 400) ?? tried.at(-1);
    return [
      {
        headline: `${inWords(afterMs)} after ${after} was over, requests still failed (${tries} tries).`,
        expected: "things can be made and read again, soon and without a restart",
        seen: last ? `${lineOf(last)} ${answerOf(last)}` : "no answer",
        entries: last ? [fact.id, last.id] : [fact.id],
        cause: "still-failing",
      },
    ];
  });
  const hung = view
    .of("exchange", scenario)
    .find(({ label, outcome }) => label === "after the cut" && outcome === "timeout");
  if (hung) {
    failures.push({
      headline: `${lineOf(hung)} had no answer ${inWords(hung.durationMs)} after its open connections were cut.`,
      expected: "an answer, at worst 503 once for each connection that was cut",
      seen: answerOf(hung),
      entries: [hung.id],
      cause: "hangs-after-cut",
    });
  }
  return failures;
}
