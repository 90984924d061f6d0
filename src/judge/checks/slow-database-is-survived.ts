import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, objectOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";
import { isAnswered } from "../reading/is-answered.ts";
import { inWords } from "../reading/process-life.ts";
import { sameThing } from "../reading/same-value.ts";

const milk = { title: "Milk", stars: 250, writtenOn: "2026-03-01" };
const good = example((r) => {
  r.scenario("slow-database");
  r.add({ kind: "fault", event: "begins", fault: "latency", parameters: { ms: 150 } });
  const slow = { label: "while it is slow", durationMs: 640 };
  r.exchange({
    ...slow,
    operation: "createNote",
    method: "POST",
    url: "/notes",
    note: { does: "create" },
    status: 201,
    json: { id: 3, ...milk },
  });
  r.exchange({
    ...slow,
    operation: "getNote",
    url: "/notes/1",
    note: { does: "read", expects: milk },
    status: 200,
    json: { id: 1, ...milk, stars: "250" },
  });
  r.exchange({
    ...slow,
    operation: "getNote",
    url: "/notes/2",
    note: { does: "read", expects: milk },
    status: 200,
    json: { id: 2, ...milk },
  });
});

const check: Check = {
  title: { passed: "A slow database only makes it slower", failed: "A slow database breaks it" },
  severity: "major",
  skills: ["timeouts", "resilience", "connection-pooling"],
  references: [
    {
      name: "Fallacies of distributed computing",
      url: "https://en.wikipedia.org/wiki/Fallacies_of_distributed_computing",
    },
    {
      name: "PostgreSQL: client connection defaults",
      url: "https://www.postgresql.org/docs/current/runtime-config-client.html",
    },
  ],
  why: `On a laptop the database answers in a tenth of a millisecond. In production it is a network away, and sometimes it is busy: whatever
    was quick enough by luck fails then. Answers get mixed up between requests, limits that were guessed cut off what would have
    worked, and the one connection that everything shares becomes a queue.`,
  hints: {
    look: "Look at the answer and its time, and at the statements under it: how many went to the database, one after another?",
    ask: "What in your program assumes that the database answers at once?",
    concept: `When each trip to the database takes longer, what happens between two trips gets longer too: other requests run in between. State
      that is shared between requests (a module variable, one cursor, one connection) is then overwritten by the neighbour. Time limits
      belong well above what a busy day needs, and below what the contract allows. And fewer trips is the best cure: one statement
      with "returning" instead of an insert and a select. https://www.postgresql.org/docs/current/dml-returning.html`,
    shape: `handle(request):
  local row = pool.run("insert … returning *")   // local: not shared with other requests
  answer 201 with row`,
    example: `A quiz server kept "the current player" in a global variable between two awaits; with a slow database players got each other's
scores. Fixed: it is a local variable.`,
    causes: {
      unanswered: "There was no answer in time: count the trips to the database in one request.",
      failed: "It answered with an error: look for a time limit that is too tight, or for a pool that is too small.",
      wrong: "It answered with another value than the one that is kept: look for something that requests share.",
    },
  },
  scenarios: ["slow-database"],
  promises: ["outage-is-answered-503"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const exchanges = view.of("exchange", "slow-database").filter(({ label }) => label === "while it is slow");
    const failures = exchanges.flatMap((exchange) => judgeOne(view, exchange));
    return conclude(
      oncePer(failures, ({ cause }) => cause ?? ""),
      {
        cases: exchanges.length,
        otherwise: "no request was sent while the database was slow",
        measured: {
          "requests with a slow database": exchanges.length,
          "slowest answer": inWords(Math.max(0, ...exchanges.map(({ durationMs }) => durationMs))),
        },
        patient: view,
      },
    );
  },
  passes: [good],
  breaks: [
    broken("a limit of 100 ms on each statement", good, (r) =>
      answer(r, "while it is slow", { status: 503, json: { title: "Timeout", status: 503 } }),
    ),
    broken("one connection for all, and forty trips", good, (r) => {
      answer(r, "while it is slow", null, 1);
      Object.assign(exchangeIn(r, "while it is slow", 1), { outcome: "timeout", durationMs: 11_500 });
    }),
    broken("requests share a variable", good, (r) =>
      answer(r, "while it is slow", { json: { id: 1, ...milk, title: "Bread" } }, 2),
    ),
  ],
};
export default check;

function judgeOne(view: RecordingView, exchange: Exchange): Failure[] {
  const limitMs = view.surface.limits.outageAnswerMs;
  const failed = (headline: string, expected: string, cause: string, mark: string[] = []): Failure[] => [
    { headline, expected, seen: answerOf(exchange), entries: [exchange.id], cause, mark },
  ];
  const slowly = "with a slow database";
  if (exchange.outcome === "aborted") return [];
  if (exchange.outcome !== "answered") {
    return failed(
      `${lineOf(exchange)} ${outcomeOf(exchange)} ${slowly}.`,
      `an answer within ${inWords(limitMs)}`,
      "unanswered",
    );
  }
  if (!succeeded(exchange))
    return failed(`${lineOf(exchange)} ${outcomeOf(exchange)} ${slowly}.`, "2xx, only later", "failed");
  const expects = asObject(asObject(exchange.note)?.expects);
  const seen = objectOf(exchange);
  const isWrong = (name: string) =>
    !sameThing(expects?.[name], seen?.[name]) && isAnswered(view.surface, exchange, name);
  const wrong = expects && seen && Object.keys(expects).find(isWrong);
  if (wrong === undefined || !expects || !seen) return [];
  return failed(
    `"${wrong}" of ${lineOf(exchange)} was ${say(seen[wrong])} ${slowly}, and ${say(expects[wrong])} is what was kept.`,
    `"${wrong}": ${say(expects[wrong])}`,
    "wrong",
    [wrong],
  );
}
