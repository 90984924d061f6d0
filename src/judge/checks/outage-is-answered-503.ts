import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, succeeded } from "../reading/exchanges.ts";

const unavailable = { title: "Service Unavailable", status: 503 };
const good = example((r) => {
  r.scenario("database-goes-away");
  const away = { label: "during the outage", status: 503, json: unavailable };
  r.exchange({ ...away, operation: "listNotes", url: "/notes" });
  r.exchange({ ...away, operation: "createNote", method: "POST", url: "/notes", sent: { title: "Milk" } });
  r.exchange({
    label: "recovering",
    operation: "createNote",
    method: "POST",
    url: "/notes",
    status: 500,
    json: unavailable,
  });
  r.scenario("database-falls-silent");
  r.exchange({ ...away, label: "during the silence", operation: "getNote", url: "/notes/7", durationMs: 4_000 });
});
const oneHangs = broken("", good, (r) => answer(r, "during the silence", null)).recording;

const check: Check = {
  title: {
    passed: "An outage of the database is answered 503",
    failed: "An outage of the database is not answered 503",
  },
  severity: "major",
  skills: ["error-handling", "resilience", "observability"],
  references: [
    { name: "RFC 9110 §15.6.4 (503)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4" },
    { name: "PostgreSQL: error codes", url: "https://www.postgresql.org/docs/current/errcodes-appendix.html" },
  ],
  why: `503 says: not your fault and not a bug, ask again later. Clients and load balancers act on it: they wait, repeat, or ask another
    copy. A 500 wakes the wrong people to look for a bug; a 404 or an empty list makes clients delete what is still there; and a
    201 without a database is a promise that nobody can keep.`,
  hints: {
    look: "Look at the status, and at the program's own log line of that moment: which error of the driver was it?",
    ask: "Where in your code does an error of the database become a status, and how does it tell an outage from a bug?",
    concept: `Drivers report an outage in several ways: a refused or reset connection (ECONNREFUSED, ECONNRESET, "connection terminated"), a
      timeout of your own, or an SQLSTATE of class 08 (connection), 53 (resources) or 57 (shutdown). Everything else from the database
      is a bug of ours (500) or the client's mistake (4xx). Decide it in one function, next to the pool, and let all handlers go
      through it: those that write, those that list, those that read one row.
      https://www.postgresql.org/docs/current/errcodes-appendix.html`,
    shape: `run(statement):
  try: return pool.run(statement)
  on error:
    if no sqlstate, or sqlstate begins with 08, 53, 57: throw Problem(503)
    throw error                       // our bug: 500`,
    example: `A library catalogue caught every database error and answered "no such book"; a mirror believed it, and emptied its index. Fixed:
connection errors become 503 in the one function that runs statements.`,
    causes: {
      success: "It answered a success without a database: look at what that answer was made of.",
      "internal-error":
        "It answered 500: look at how the error of the driver gets there, and whether a connection error is told from a bug.",
      "clients-error": "It blamed the client: look at whether an error is taken for an empty result.",
      other: "It answered with another status: look at where it is chosen.",
    },
  },
  scenarios: ["database-goes-away", "database-falls-silent"],
  promises: ["outage-is-answered-503"],
  after: ["outage-is-answered-in-time"],
  judge(view) {
    const answered = view
      .of("exchange", "database-goes-away", "database-falls-silent")
      .filter(
        ({ label, outcome }) =>
          (label === "during the outage" || label === "during the silence") && outcome === "answered",
      );
    const wrong = answered.filter(({ response }) => response?.status !== 503);
    return conclude(oncePer(wrong, (exchange) => `${exchange.operation} ${exchange.response?.status}`).map(failureOf), {
      cases: answered.length,
      otherwise: "no request was answered during the outages",
      measured: { "answers during outages": answered.length, "of them not 503": wrong.length },
    });
  },
  passes: [good, oneHangs],
  breaks: [
    broken("a bug and an outage are the same to it", good, (r) =>
      answer(r, "during the outage", { status: 500, json: { title: "Internal Server Error", status: 500 } }),
    ),
    broken("an error is an empty list", good, (r) =>
      answer(r, "during the outage", { status: 200, json: { items: [], nextCursor: null } }),
    ),
    broken("it acknowledges a write without a database", good, (r) =>
      answer(r, "during the outage", { status: 201, json: { id: 7, title: "Milk" } }, 1),
    ),
    broken("an error is a missing row", good, (r) =>
      answer(r, "during the silence", { status: 404, json: { title: "Not found", status: 404 } }),
    ),
  ],
};
export default check;

function failureOf(exchange: Exchange): Failure {
  const condition = exchange.label === "during the silence" ? "was silent" : "was away";
  const status = exchange.response?.status ?? 0;
  const wrote = succeeded(exchange) && exchange.request.method !== "GET";
  return {
    headline: `${lineOf(exchange)} answered ${status} while the database ${condition}${wrote ? ", so nothing was written" : ""}.`,
    expected: "503",
    seen: answerOf(exchange),
    entries: [exchange.id],
    cause: status < 300 ? "success" : status === 500 ? "internal-error" : status < 500 ? "clients-error" : "other",
  };
}
