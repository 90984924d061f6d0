import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { servingLabels } from "../scenarios/hostile-input.ts";

const note = { resource: "note", thing: "afterwards" };
const good = example((r) => {
  r.scenario("hostile-input");
  r.exchange({
    label: "hostile",
    note: { case: "a", kind: "odd", what: "x", place: "body", expect: "refuse" },
    url: "/notes/abc",
    status: 404,
  });
  r.exchange({ label: "still there", url: "/healthz", status: 200 });
  r.exchange({ label: "create afterwards", note, method: "POST", url: "/notes", status: 201, json: { id: 9 } });
  r.exchange({ label: "read afterwards", note, url: "/notes/9", status: 200, json: { id: 9 } });
  r.exchange({
    label: "list afterwards",
    note,
    url: "/notes",
    status: 200,
    json: { items: [{ id: 9 }], nextCursor: null },
  });
});

const check: Check = {
  title: { passed: "It still serves after hostile input", failed: "Hostile input leaves it unable to serve" },
  severity: "critical",
  skills: ["resilience", "connection-pooling", "production-operation"],
  references: [
    { name: "CWE-772 (resource not released)", url: "https://cwe.mitre.org/data/definitions/772.html" },
    { name: "node-postgres: pooling", url: "https://node-postgres.com/features/pooling" },
  ],
  why: `The process was up, the health check was green, and no request was answered. Each failed request had kept its database
    connection; after the twentieth the pool was dry, and everyone waited. Nothing in the log: waiting is silent. A restart
    helped for an hour, until the same scanner had sent its twenty requests again.`,
  hints: {
    look: "Look at the honest request that failed after the hostile ones, and at how long it took to fail.",
    ask: "On the way out of a handler that throws: is the connection given back, the transaction rolled back, the lock released?",
    concept: `What a handler takes it has to give back on every way out. A connection that is checked out and not released when an error is
      thrown is gone for good, and a transaction that was begun and neither committed nor rolled back makes the next user of that
      connection fail ("current transaction is aborted"). So release in finally, roll back in catch, or use the pool's own
      query(), which does it for you. In Python, "with" does it. https://node-postgres.com/features/transactions`,
    shape: `client = pool.connect()
try:
  client.query("begin"); …; client.query("commit")
catch error:
  client.query("rollback"); raise
finally:
  client.release()`,
    example: `A library's checkout called client.release() at the end of the handler. Each validation error skipped it; after ten the desk stood
still. Fixed: release in finally.`,
    causes: {
      stuck:
        "The honest request waited until its limit: something that it needs is held by requests that are over. Think of the pool.",
      broke:
        "The honest request was answered 5xx: look at its log lines. Is there a connection in a failed transaction, or a row that cannot be read any more?",
      refused:
        "The honest request was refused: something that was sent before changed the rules. Is there state outside the database?",
    },
  },
  scenarios: ["hostile-input"],
  judgesStopped: true,
  after: ["hostile-input-never-crashes"],
  judge(view) {
    const all = view.of("exchange", "hostile-input");
    const probes = all.filter((exchange) => servingLabels.includes(exchange.label));
    const ended = view.of("process", "hostile-input").some((event) => event.event === "ended");
    const failed = probes.find((probe) => !succeeded(probe) && probe.outcome !== "aborted");
    if (ended && failed?.outcome !== "timeout") {
      return { verdict: "unclear", why: "the program had ended under hostile input and was started again" };
    }
    const end = view.of("scenario", "hostile-input").findLast((event) => event.event !== "began");
    if (end?.event === "stopped" && !failed)
      return { verdict: "unclear", why: `"hostile-input" was cut short: ${end.why}` };
    return conclude(failed ? [failureOf(failed)] : [], {
      cases: all.some((exchange) => exchange.label === "hostile") ? probes.length : 0,
      otherwise: "no hostile request was sent",
      measured: { "honest requests afterwards": probes.length },
    });
  },
  passes: [good],
  breaks: [
    broken("the pool is dry", good, (r) => answer(r, "create afterwards", null)),
    broken("a connection is left in a failed transaction", good, (r) => answer(r, "read afterwards", { status: 500 })),
    broken("the list falls over a row that was let in", good, (r) => answer(r, "list afterwards", { status: 500 })),
    broken("the health path fails", good, (r) => answer(r, "still there", { status: 503 })),
  ],
};
export default check;

function failureOf(exchange: Exchange): Failure {
  const status = exchange.response?.status ?? 0;
  return {
    headline: `After the hostile requests, ${lineOf(exchange)} ${outcomeOf(exchange)}.`,
    expected: "2xx, as before",
    seen: answerOf(exchange),
    entries: [exchange.id],
    cause: status >= 500 ? "broke" : status >= 400 ? "refused" : "stuck",
  };
}
