import type { Check } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { unanswered, unansweredCauses } from "../reading/outage-answers.ts";
import { inWords } from "../reading/process-life.ts";

const silent = (status: number, durationMs: number) =>
  example((r) => {
    r.scenario("database-falls-silent");
    r.add({ kind: "process", event: "started" });
    r.add({ kind: "fault", event: "begins", fault: "silence" });
    const label = "during the silence";
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
      operation: "createNote",
      method: "POST",
      url: "/notes",
      status,
      json: { title: "No", status },
      durationMs,
      at: 1,
    });
    r.add({ kind: "fault", event: "ends", fault: "silence" });
  });
const good = silent(503, 4_010);

const check: Check = {
  title: { passed: "A silent database is answered for in time", failed: "A silent database leaves requests hanging" },
  severity: "major",
  skills: ["timeouts", "resilience", "connection-pooling"],
  references: [
    {
      name: "AWS: timeouts, retries and backoff with jitter",
      url: "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/",
    },
    {
      name: "PostgreSQL: connection parameters",
      url: "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS",
    },
  ],
  why: `The worst outages are silent: a firewall that drops packets, a database whose disk hangs, a failover that leaves old connections
    half open. No error ever arrives, so only a clock of your own can end the wait. The operating system's default for a connection
    that no longer answers is fifteen minutes or more; by then every worker of every service is stuck.`,
  hints: {
    look: "Look at the fault: nothing was refused and nothing was closed. Then look at how long the request waited.",
    ask: "If the database took your statement and never said a word, which line of yours would end the wait?",
    concept: `A limit that lives in the database (statement_timeout) cannot help when the database is not heard. So the client needs clocks of its
      own: one for connecting (a silent server accepts and says nothing), one for each statement, one for waiting for the pool. After
      such a timeout the connection is in an unknown state: throw it away, never put it back. In node-postgres these are
      connectionTimeoutMillis and query_timeout; libpq knows connect_timeout and tcp_user_timeout.
      https://node-postgres.com/apis/client`,
    shape: `answer = race(database.run(statement), after 4 seconds → timeout)
on timeout:
  connection.destroy()      // not release
  answer 503`,
    example: `An exchange-rate widget waited for a bank's server that accepted connections and said nothing; so did the whole page. Fixed: a
deadline of two seconds on the call, and the last known rate.`,
    causes: unansweredCauses,
  },
  scenarios: ["database-falls-silent"],
  promises: ["outage-is-answered-503"],
  after: ["outage-is-answered-in-time"],
  judge(view) {
    const exchanges = view
      .of("exchange", "database-falls-silent")
      .filter(({ label }) => label === "during the silence");
    return conclude(unanswered(view, exchanges, "while its database was silent"), {
      cases: exchanges.length,
      otherwise: "no request was sent while the database was silent",
      measured: {
        "requests during the silence": exchanges.length,
        "slowest answer": inWords(Math.max(0, ...exchanges.map(({ durationMs }) => durationMs))),
      },
    });
  },
  passes: [good, silent(500, 9_950)],
  breaks: [
    broken("it waits for ever", good, (r) => {
      answer(r, "during the silence", null);
      Object.assign(exchangeIn(r, "during the silence"), { outcome: "timeout", durationMs: 11_500 });
    }),
    broken("it answers, but after 11 s", good, (r) => {
      exchangeIn(r, "during the silence", 1).durationMs = 11_000;
    }),
    broken("it closes the connection without an answer", good, (r) => answer(r, "during the silence", null)),
  ],
};
export default check;
