import type { Exchange } from "../../contract/recording.ts";
import type { Check } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { unanswered, unansweredCauses } from "../reading/outage-answers.ts";
import { inWords } from "../reading/process-life.ts";

const away = (status: number, durationMs = 8) =>
  example((r) => {
    r.scenario("database-goes-away");
    r.add({ kind: "process", event: "started" });
    r.add({ kind: "fault", event: "begins", fault: "refuse" });
    const label = "during the outage";
    r.exchange({
      label,
      operation: "listNotes",
      url: "/notes",
      status,
      json: { title: "Unavailable", status },
      durationMs,
    });
    r.exchange({
      label,
      operation: "getNote",
      url: "/notes/7",
      status,
      json: { title: "Unavailable", status },
      durationMs,
    });
    r.add({ kind: "fault", event: "ends", fault: "refuse" });
  });
const good = away(503);

const check: Check = {
  title: {
    passed: "During an outage every request is answered in time",
    failed: "During an outage a request is not answered in time",
  },
  severity: "major",
  skills: ["timeouts", "resilience", "connection-pooling"],
  references: [
    {
      name: "AWS: timeouts, retries and backoff with jitter",
      url: "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/",
    },
    { name: "RFC 9110 §15.6.4 (503)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4" },
  ],
  why: `A request that waits holds a connection, memory and often a thread, in your program and in everyone's who called it. While the
    database restarts for a minute, such requests pile up, until whole chains of services stand still that have nothing to do
    with that database. A quick no is what keeps an outage small.`,
  hints: {
    look: "Look at how long the request was waited for, and what the program printed in that time.",
    ask: "When no connection can be had, what does your handler wait for, and for how long?",
    concept: `Three waits lie between a request and its rows: for a free connection of the pool, for a new connection to be made, and for the
      answer to the statement. In most libraries one or all of them have no limit by default. Set each, so that their sum stays well
      below what the contract allows, and turn every such failure into 503 in one place. An error on an idle pooled connection is
      told by an event, which ends a Node process if nobody listens. https://node-postgres.com/apis/pool`,
    shape: `pool = new Pool(limit for connecting: 3 s, limit for a statement: 4 s)
pool.on_error(log)              // an idle connection broke: no reason to die
handle(request):
  try: …  on connection error or timeout: answer 503`,
    example: `A booking service waited for a free connection without end; when its database was away for a minute, so was every page of the
site. Fixed: three seconds for a connection, then 503.`,
    causes: unansweredCauses,
  },
  scenarios: ["database-goes-away"],
  promises: ["outage-is-answered-503"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const exchanges = view.of("exchange", "database-goes-away").filter(({ label }) => label === "during the outage");
    return conclude(unanswered(view, exchanges, "while its database refused connections"), {
      cases: exchanges.length,
      otherwise: "no request was sent during the outage",
      measured: { "requests during the outage": exchanges.length, "slowest answer": slowest(exchanges) },
    });
  },
  passes: [good, away(500), away(503, 9_900)],
  breaks: [
    broken("it waits for a connection without end", good, (r) => {
      answer(r, "during the outage", null);
      Object.assign(exchangeIn(r, "during the outage"), { outcome: "timeout", durationMs: 11_500 });
    }),
    broken("its limits add up to 30 s", good, (r) => {
      exchangeIn(r, "during the outage", 1).durationMs = 11_400;
    }),
    broken("nobody catches the error, so the connection is closed", good, (r) =>
      answer(r, "during the outage", null, 1),
    ),
    broken("the whole program ends", good, (r) => {
      answer(r, "during the outage", null);
      const started = r.entries.find((entry) => entry.kind === "process") as never as object;
      r.entries.push({ ...started, id: 60, at: 3, event: "ended", status: 1 } as never);
    }),
  ],
};
export default check;

function slowest(exchanges: Exchange[]): string {
  return inWords(Math.max(0, ...exchanges.map(({ durationMs }) => durationMs)));
}
