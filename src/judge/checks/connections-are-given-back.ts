import type { Exchange, Fact, Statement } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, outcomeOf, shorten, succeeded } from "../reading/exchanges.ts";
import { endedByItself, howItEnded, inWords } from "../reading/process-life.ts";
import type { AtRest } from "../scenarios/many-requests-at-once.ts";

const good = example((r) => {
  r.scenario("many-requests-at-once");
  r.add({ kind: "process", event: "started" });
  r.add({ kind: "connection", connection: 1, event: "opened", open: 1 });
  r.add({ kind: "connection", connection: 2, event: "opened", open: 2 });
  r.exchange({
    label: "refused",
    operation: "getNote",
    url: "/notes/999",
    status: 404,
    json: { title: "No", status: 404 },
  });
  r.exchange({ label: "hung up", operation: "listNotes", url: "/notes", outcome: "timeout" });
  r.statement("insert into note …", {
    connection: 1,
    outcome: "failed",
    error: { code: "57014", message: "cancelled" },
    transaction: "failed",
  });
  r.statement("rollback", { connection: 1, transaction: "idle" });
  r.exchange({
    label: "cancelled",
    operation: "createNote",
    method: "POST",
    url: "/notes",
    status: 500,
    json: { title: "No", status: 500 },
  });
  r.statement("select …", { connection: 2, transaction: "idle" });
  r.exchange({
    label: "after the failures",
    operation: "getNote",
    url: "/notes/1",
    note: { wave: 0 },
    status: 200,
    json: { id: 1 },
  });
  r.exchange({
    label: "after the failures",
    operation: "listNotes",
    url: "/notes",
    note: { wave: 0 },
    status: 200,
    json: { items: [] },
  });
  r.fact("at-rest", { after: "good requests", open: 2, inTransaction: [] });
});
/** A circuit breaker that trusts again after a moment. */
const breaker = broken("", good, (r) => {
  const first = structuredClone(exchangeIn(r, "after the failures"));
  Object.assign(exchangeIn(r, "after the failures"), { note: { wave: 1 } });
  Object.assign(exchangeIn(r, "after the failures", 1), { note: { wave: 1 } });
  r.entries.splice(r.entries.length - 4, 0, {
    ...first,
    id: 90,
    response: { status: 503, headers: [], body: { bytes: 0 } },
  });
}).recording;
const check: Check = {
  title: {
    passed: "Connections are given back, also when a request fails",
    failed: "Requests that fail keep their database connection",
  },
  severity: "critical",
  skills: ["connection-pooling", "error-handling", "transactions"],
  references: [
    { name: "node-postgres: pooling", url: "https://node-postgres.com/features/pooling#checkout-use-and-return" },
    { name: "CWE-772: missing release of a resource", url: "https://cwe.mitre.org/data/definitions/772.html" },
    {
      name: "PostgreSQL: idle_in_transaction_session_timeout",
      url: "https://www.postgresql.org/docs/current/runtime-config-client.html",
    },
  ],
  why: `A connection that is lost with each failed request is lost for good. The program works for days, until the tenth error has taken
    the tenth connection; then everything hangs, a restart helps, and nobody knows why. One that is given back in the middle of a
    transaction is worse: it holds locks, blocks clean-up, and hands its broken transaction to the next request.`,
  hints: {
    look: "Look at which good request failed after the bad ones, and at the last statement on each connection: was its transaction ended?",
    ask: "If the statement in the middle of your handler throws, which line gives the connection back, and which one rolls back?",
    concept: `Whoever borrows gives back, whatever happens: so the giving back stands in "finally" (or "defer", "with", "using"), never at the end of
      the good path. With transactions a second rule comes on top: on any error, roll back before giving back, or throw the connection
      away. Best is one function that takes a connection, begins, runs your work, commits or rolls back, and gives back; and no
      handler touches a connection directly. https://node-postgres.com/features/transactions`,
    shape: `transaction(work):
  connection = pool.take()
  try:
    connection.run("begin"); result = work(connection); connection.run("commit")
    return result
  on error: connection.run("rollback"); throw
  finally: pool.give_back(connection)`,
    example: `A car-sharing backend locked a car's record, threw on a bad voucher, and never unlocked it; each bad voucher took one car off the
street. Fixed: the unlock moved into "finally".`,
    causes: {
      hangs: "Good requests hang after the failures: the pool has nothing left to lend.",
      fails:
        "Good requests fail after the failures: look at whether they wait for a connection, or got one with a broken transaction.",
      "in-transaction":
        "At rest a connection is still in a transaction: look at the last statement on it, and at what should have followed.",
      "piled-up": "At rest more connections are open than the limit allows: they were opened, and never closed.",
      ended: "The program ended on the way: look at the last lines that it printed.",
    },
  },
  scenarios: ["many-requests-at-once"],
  promises: ["connection-limit"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const scenario = "many-requests-at-once";
    const good = view.of("exchange", scenario).filter(({ label }) => label === "after the failures");
    const rests = view.of("fact", scenario).filter(({ name }) => name === "at-rest");
    const rest = rests.at(-1);
    const failures = [
      ...judgeGoodOnes(view, good),
      ...oncePer(
        rests.flatMap((fact) => judgeRest(view, fact)),
        ({ cause }) => cause ?? "",
      ),
    ];
    const failed = view
      .of("exchange", scenario)
      .filter(({ label }) => ["refused", "hung up", "cancelled"].includes(label)).length;
    return conclude(failures, {
      cases: rest ? good.length : 0,
      otherwise: "no good requests were sent after failing ones",
      measured: {
        "failing requests": failed,
        "good requests afterwards": good.length,
        "connections at rest": String(asObject(rest?.value)?.open ?? "?"),
      },
    });
  },
  passes: [good, breaker],
  breaks: [
    broken("each failed request keeps its connection", good, (r) => {
      answer(r, "after the failures", null);
      Object.assign(exchangeIn(r, "after the failures"), { outcome: "timeout", durationMs: 11_500 });
    }),
    broken("the pool gives up waiting", good, (r) =>
      answer(r, "after the failures", { status: 503, json: { title: "No connection", status: 503 } }, 1),
    ),
    broken("no rollback after an error", good, (r) => {
      const failed = r.entries.find((entry) => entry.kind === "statement" && entry.transaction === "failed");
      const rest = r.entries.find((entry) => entry.kind === "fact");
      Object.assign(rest ?? {}, {
        value: { after: "statements that fail", open: 2, inTransaction: [failed?.id ?? 0] },
      });
    }),
    broken("connections pile up", good, (r) => {
      const rest = r.entries.find((entry) => entry.kind === "fact");
      Object.assign(rest ?? {}, { value: { after: "good requests", open: 64, inTransaction: [] } });
    }),
  ],
};
export default check;

function judgeGoodOnes(view: RecordingView, good: Exchange[]): Failure[] {
  const waves = good.map(({ note }) => Number(asObject(note)?.wave ?? 0));
  const last = good.filter((_, i) => waves[i] === Math.max(...waves));
  const bad = last.filter((exchange) => !succeeded(exchange) && exchange.outcome !== "aborted");
  // One that hangs tells more than the errors beside it.
  const worst = bad.find(({ outcome }) => outcome === "timeout") ?? bad[0];
  if (!worst) return [];
  const ended = endedByItself(view, worst.scenario);
  const share = `${bad.length} of ${last.length} good requests`;
  return [
    {
      headline: ended
        ? `The program ended ${howItEnded(ended)} on the way, so ${share} had no answer.`
        : `After requests that fail, ${share} failed: ${lineOf(worst)} ${outcomeOf(worst)}.`,
      expected: "good requests work as before, however many have failed",
      seen: `${answerOf(worst)}, after ${inWords(worst.durationMs)}`,
      entries: [...(ended ? [ended.id] : []), worst.id],
      cause: ended ? "ended" : worst.outcome === "timeout" ? "hangs" : "fails",
    },
  ];
}

function judgeRest(view: RecordingView, { id, value }: Fact): Failure[] {
  const { after, open, inTransaction } = value as unknown as AtRest;
  const limit = view.surface.limits.connections;
  const left = inTransaction.flatMap((statement) => (view.entry(statement) as Statement | undefined) ?? []);
  const [first] = left;
  const failures: Failure[] = [];
  if (first) {
    const state = first.transaction === "failed" ? "a failed transaction" : "an open transaction";
    failures.push({
      headline: `After ${after}, with none under way, ${left.length === 1 ? "a connection is" : `${left.length} connections are`} still in ${state}.`,
      expected: "every transaction is committed or rolled back before its connection is given back",
      seen: `the last statement on it: ${shorten(first.text.replace(/\s+/g, " "), 160)}${first.error ? ` (${first.error.code} ${first.error.message})` : ""}`,
      entries: left.slice(0, 5).map((statement) => statement.id),
      cause: "in-transaction",
    });
  }
  // A pool that is merely too large keeps what the crowd made it open; one that is lost with each failure comes on top.
  if (open > limit && open > mostInTheCrowd(view)) {
    failures.push({
      headline: `After ${after}, with none under way, ${open} database connections are still open.`,
      expected: `connections are closed or used again; at most ${limit}`,
      seen: `${open} open`,
      entries: [id],
      cause: "piled-up",
    });
  }
  return failures;
}

function mostInTheCrowd(view: RecordingView): number {
  const scenario = "many-requests-at-once";
  const firstRest = view.of("fact", scenario).find(({ name }) => name === "at-rest")?.at ?? Number.POSITIVE_INFINITY;
  const before = view.of("connection", scenario).filter(({ at }) => at <= firstRest);
  return Math.max(0, ...before.map(({ open }) => open));
}
