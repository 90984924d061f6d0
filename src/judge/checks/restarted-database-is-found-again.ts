import type { Exchange, Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { OperationNote } from "../acts/every-operation.ts";
import type { Recovery } from "../acts/recovery.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { unanswered, unansweredCauses } from "../reading/outage-answers.ts";
import { endedFailure, inWords } from "../reading/process-life.ts";

const away = { status: 503, json: { title: "Away", status: 503 } };
const well = (after: string) => ({ after, recovered: true, afterMs: 240, tries: 4 });
const good = example((r) => {
  r.scenario("database-restarts");
  r.add({ kind: "process", event: "started" });
  r.exchange({ label: "while restart", operation: "getNote", url: "/notes/1", note: { does: "read" }, ...away });
  r.fact("recovery", well("a restart"));
  r.exchange({ label: "health", url: "/healthz", note: { after: "a restart" }, status: 200, json: {} });
  r.exchange({
    label: "while read-only",
    operation: "getNote",
    url: "/notes/1",
    note: { does: "read" },
    status: 200,
    json: { id: 1 },
  });
  r.exchange({
    label: "while read-only",
    operation: "createNote",
    method: "POST",
    url: "/notes",
    note: { does: "create" },
    status: 500,
    json: {},
  });
  r.fact("recovery", well("a time as a standby"));
  r.exchange({ label: "health", url: "/healthz", note: { after: "a time as a standby" }, status: 200, json: {} });
});

const check: Check = {
  title: {
    passed: "A database that was restarted is found again",
    failed: "A restart of the database is one too many",
  },
  severity: "major",
  skills: ["resilience", "connection-pooling", "replication-and-sharding"],
  references: [
    {
      name: "PostgreSQL: error codes (class 57)",
      url: "https://www.postgresql.org/docs/current/errcodes-appendix.html",
    },
    { name: "PostgreSQL: failover", url: "https://www.postgresql.org/docs/current/warm-standby-failover.html" },
  ],
  why: `Databases are restarted each month for their updates, mostly at night. For some seconds they say "starting up"; after a failover they may
    be read only for a while. A program that ends itself at the first unknown error, or believes that a write worked, turns
    thirty planned seconds into a call at three in the morning.`,
  hints: {
    look: "Look at what the database said, at what the program answered, and at what it printed just then.",
    ask: "Which errors of the database does your program take for the end of the world, and which for success?",
    concept: `A restart is told in words: open sessions get 57P01 (admin_shutdown), new ones 57P03 (cannot_connect_now); a standby refuses writes with
      25006. All of them pass by themselves. So: throw the connection away, answer 503, and ask for a new one with the next request;
      never end the process, never remember "the database is bad" for longer than a moment. Drivers and pools do the most of it if they
      are let. https://www.postgresql.org/docs/current/errcodes-appendix.html`,
    shape: `on error of a statement:
  class 08, 53, 57, or 25006: throw the connection away; answer 503
  else:                      answer 500, log it
never: exit()`,
    example: `A parking meter's server ended itself "to be safe" when the database said that it was starting up. Three restarts in ten seconds were too
many for the supervisor, which gave up. Fixed: it answers 503 and waits.`,
    causes: {
      ...unansweredCauses,
      believed:
        "It answered success for a write that the database had refused: look for an error that is caught and forgotten.",
      "stays-down": "The database was well, and the program was not: look at what it remembers of the bad time.",
      health: "It works again, but its health says otherwise: look at what the health operation remembers.",
    },
  },
  scenarios: ["database-restarts"],
  judgesStopped: true,
  promises: ["outage-is-answered-503"],
  after: ["recovers-after-outage", "outage-is-answered-in-time"],
  judge(view) {
    const of = (label: string) => view.of("exchange", "database-restarts").filter((one) => one.label === label);
    const [restart, standby] = [of("while restart"), of("while read-only")];
    const ended = endedFailure(view, "database-restarts", {
      when: "when its connections to the database ended",
      expected: "the same process, well again by itself",
    });
    if (ended) return { verdict: "failed", failure: ended };
    const recoveries = view.of("fact", "database-restarts").filter(({ name }) => name === "recovery");
    const failures = [
      ...unanswered(view, restart, "while the database was restarted"),
      ...unanswered(view, standby, "while the database took no writes"),
      ...standby.flatMap(judgeStandby),
      ...recoveries.flatMap((fact) => judgeRecovery(view, fact)),
      ...of("health").flatMap(judgeHealth),
    ];
    const slowest = Math.max(0, ...recoveries.map((fact) => recoveryOf(fact).afterMs));
    return conclude(failures, {
      cases: restart.length + standby.length,
      otherwise: "the database was not restarted",
      measured: { "requests meanwhile": restart.length + standby.length, "well again within": inWords(slowest) },
    });
  },
  passes: [good],
  breaks: [
    broken("it ends itself", good, (r) => {
      answer(r, "while restart", null);
      const { at } = exchangeIn(r, "while restart");
      r.entries.push({
        id: r.entries.length,
        at,
        scenario: "database-restarts",
        instance: "i1",
        kind: "process",
        event: "ended",
        status: 1,
      });
    }),
    broken("a refused write is answered with success", good, (r) =>
      answer(r, "while read-only", { status: 201, json: { id: 2 } }, 1),
    ),
    broken("it never comes back", good, (r) => {
      const fact = r.entries.findLast((entry) => entry.kind === "fact") as Fact;
      fact.value = { ...well("a time as a standby"), recovered: false };
    }),
    broken("its health stays bad", good, (r) => answer(r, "health", away, 1)),
  ],
};
export default check;

/** Those that were answered before the connections were cut cannot be told apart, but none of them can have been a write. */
function judgeStandby(exchange: Exchange): Failure[] {
  const { does } = (exchange.note ?? {}) as Partial<OperationNote>;
  if (does === "read" || does === "list" || !succeeded(exchange)) return [];
  return [
    {
      headline: `${lineOf(exchange)} ${outcomeOf(exchange)} while the database took no writes.`,
      expected: "503, as nothing can have been written",
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause: "believed",
    },
  ];
}

function judgeRecovery(view: RecordingView, fact: Fact): Failure[] {
  const { after, recovered, afterMs, tries } = recoveryOf(fact);
  if (recovered) return [];
  const asked = view
    .of("exchange", "database-restarts")
    .filter(({ label, id }) => label === "recovering" && id < fact.id);
  const last = asked.at(-1);
  return [
    {
      headline: `${inWords(afterMs)} after ${after} of the database, ${last ? `${lineOf(last)} ${outcomeOf(last)}` : "nothing was served"}.`,
      expected: "it is well again by itself",
      seen: `${last ? answerOf(last) : "no answer"}; ${tries} tries`,
      entries: [fact.id, ...(last ? [last.id] : [])],
      cause: "stays-down",
    },
  ];
}

function judgeHealth(exchange: Exchange): Failure[] {
  if (succeeded(exchange)) return [];
  const headline = `The program works again, and ${lineOf(exchange)} ${outcomeOf(exchange)}.`;
  return [
    { headline, expected: "200 once it can serve", seen: answerOf(exchange), entries: [exchange.id], cause: "health" },
  ];
}

function recoveryOf(fact: Fact): Recovery {
  return fact.value as unknown as Recovery;
}
