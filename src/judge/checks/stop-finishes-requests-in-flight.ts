import type { Exchange, ProcessEvent, Statement } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, outcomeOf, sentObject, succeeded } from "../reading/exchanges.ts";
import { factIn } from "../reading/loads.ts";
import { carries, marksOf } from "../reading/on-the-wire.ts";
import { howItEnded, inWords } from "../reading/process-life.ts";
import type { WaitingStatements } from "../scenarios/stop-with-requests-in-flight.ts";

const note = { resource: "note", thing: "new 1" };
const sent = { title: "kqxjzpwmvbtrfhgd", stars: 250, writtenOn: "2026-03-01" };
const insert = "insert into note (title, stars, written_on) values ($1, $2, $3) returning *";
const stopped = (parameters: string[] | undefined, text = insert) =>
  example((r) => {
    r.scenario("stop-with-requests-in-flight");
    r.statement(text, { at: 12, durationMs: 420, ...(parameters ? { parameters } : {}) });
    r.add({ kind: "process", event: "signalled", signal: "SIGTERM", at: 30 });
    r.exchange({
      label: "in flight",
      method: "POST",
      url: "/notes",
      at: 10,
      durationMs: 425,
      note,
      sent,
      status: 201,
      json: { id: 7, ...sent },
    });
    r.add({ kind: "process", event: "ended", status: 0, durationMs: 500, at: 530 });
    r.exchange({ label: "read after the stop", url: "/notes/7", at: 900, note, status: 200, json: { id: 7, ...sent } });
  });
const good = stopped(["kqxjzpwmvbtrfhgd", "250", "2026-03-01"]);
const bytes = stopped([`\\x${Buffer.from("kqxjzpwmvbtrfhgd").toString("hex")}`, "\\x000000fa"]);
const literals = stopped(undefined, "INSERT INTO note (title) VALUES ('kqxjzpwmvbtrfhgd')");

/** A driver that prepares first and sends the values after it (Go's lib/pq and pgx, PHP's PDO) waits with the preparation. */
const preparing = example((r) => {
  const old = { title: "oldkqxjzpwmvbtrf", stars: 3, writtenOn: "2026-03-02" };
  r.scenario("stop-with-requests-in-flight");
  r.exchange({
    label: "create",
    method: "POST",
    url: "/notes",
    operation: "createNote",
    at: 2,
    note: { resource: "note", thing: "old" },
    sent: old,
    status: 201,
    json: { id: 6, ...old },
  });
  r.statement(insert, { at: 3, durationMs: 1, parameters: [old.title, "3", "2026-03-02"] });
  r.fact("waiting when asked to stop", [insert.slice(0, 40)]);
  r.add({ kind: "process", event: "signalled", signal: "SIGTERM", at: 30 });
  r.statement(insert, { at: 430, durationMs: 2, parameters: [sent.title, "250", "2026-03-01"] });
  r.exchange({
    label: "in flight",
    method: "POST",
    url: "/notes",
    operation: "createNote",
    at: 10,
    durationMs: 425,
    note,
    sent,
    status: 201,
    json: { id: 7, ...sent },
  });
  r.add({ kind: "process", event: "ended", status: 0, durationMs: 500, at: 530 });
  r.exchange({ label: "read after the stop", url: "/notes/7", at: 900, note, status: 200, json: { id: 7, ...sent } });
});

const check: Check = {
  title: { passed: "A stop finishes the requests in flight", failed: "A stop cuts off requests in flight" },
  severity: "major",
  skills: ["graceful-shutdown", "production-operation", "linux-processes"],
  references: [
    { name: "The Twelve-Factor App: disposability", url: "https://12factor.net/disposability" },
    {
      name: "Kubernetes: termination of Pods",
      url: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
    },
    { name: "Node.js: server.close()", url: "https://nodejs.org/api/http.html#serverclosecallback" },
  ],
  why: `Each release sends SIGTERM to every running copy, in the middle of the day. Cut off requests are failed payments and forms
    that have to be filled in again, and nobody knows whether the write was done. With ten releases a day it happens ten times a
    day, and it never happens on the developer's machine.`,
  hints: {
    look: "Look at the order: the statement was at the database, then SIGTERM, and then what the client saw.",
    ask: "Which line of yours runs when SIGTERM arrives? Does it wait for the requests that have begun before it closes the pool, or the process?",
    concept: `SIGTERM asks; without a handler the system ends the process on the spot. A handler does three things in this order: take no
      new connections, wait until the requests that have begun are answered, and only then close the database pool and end with
      status 0. In Node, server.close() does the first two and calls back; process.exit() in the handler itself defeats it. In
      Python, the handler sets a flag and the main loop does the rest. Connections that are only kept alive must not hold it up.
      https://nodejs.org/api/http.html#serverclosecallback`,
    shape: `on SIGTERM:
  server.stop_accepting()
  wait until no request is under way      // with a limit below 10 s
  pool.close()
  exit(0)`,
    example: `A mail relay called process.exit() in its SIGTERM handler and lost the message that it was just accepting. Fixed: it stops listening,
waits for the sessions that are open, then ends.`,
    causes: {
      "no-handler": "Look at how the process ended: by the signal itself. No line of the program ran.",
      "cut-off": "The process ended in its own way, but before the answer was out.",
      "pool-first":
        "The program answered with an error: look at whether the pool was closed before the requests were done.",
      "not-kept": "It answered a success, and the row is not there: look at what was committed, and when.",
    },
  },
  scenarios: ["stop-with-requests-in-flight"],
  promises: ["graceful-stop"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const events = view.of("process", "stop-with-requests-in-flight");
    const signal = events.find((event) => event.event === "signalled" && event.signal === "SIGTERM");
    if (!signal) return { verdict: "unclear", why: "it was not asked to stop" };
    const ended = events.find((event) => event.event === "ended" && event.id > signal.id);
    // Something still listened when the launcher had ended, and had to be told by the judge.
    const toldLater = events.some(
      (event) => event.event === "signalled" && event.signal === "SIGTERM" && event.id > signal.id,
    );
    if (ended?.launcher && toldLater) {
      return {
        verdict: "unclear",
        why: "a launcher (a shell, say) kept the signal to itself, so the program was never asked to stop",
      };
    }
    const preparing = createsInFlight(view, signal);
    const inFlight = view
      .of("exchange", "stop-with-requests-in-flight")
      .filter(({ label }) => label === "in flight")
      .filter((exchange) => preparing.includes(exchange) || wasInFlight(view, exchange, signal));
    return conclude(
      inFlight.flatMap((exchange) => judgeOne(view, exchange, signal, ended)),
      {
        cases: inFlight.length,
        otherwise: "no statement of our requests was at the database when it was asked to stop",
        measured: { "requests in flight": inFlight.length },
      },
    );
  },
  passes: [good, bytes, literals, preparing],
  breaks: [
    broken("no handler: the signal ends it", good, (r) => {
      answer(r, "in flight", null);
      const ended = r.entries.find((entry) => entry.kind === "process" && entry.event === "ended");
      Object.assign(ended ?? {}, { status: null, signal: "SIGTERM" });
      r.entries = r.entries.filter((entry) => entry.kind !== "exchange" || entry.label !== "read after the stop");
    }),
    broken("the handler exits at once", good, (r) => answer(r, "in flight", null)),
    broken("the pool is closed first", good, (r) =>
      answer(r, "in flight", { status: 500, json: { title: "Cannot use a pool after calling end", status: 500 } }),
    ),
    broken("it answers before the commit, and the commit never comes", good, (r) =>
      answer(r, "read after the stop", { status: 404, json: { title: "Not found", status: 404 } }),
    ),
    broken("the handler exits while statements are being prepared", preparing, (r) => {
      answer(r, "in flight", null);
      r.entries = r.entries.filter(
        (entry) =>
          (entry.kind !== "statement" || entry.at < 400) &&
          (entry.kind !== "exchange" || entry.label !== "read after the stop"),
      );
    }),
    broken("the handler hangs up on everybody, and so cancels what is being prepared", preparing, (r) => {
      answer(r, "in flight", null);
      r.entries = r.entries.filter((entry) => entry.kind !== "exchange" || entry.label !== "read after the stop");
      const late = r.entries.find((entry) => entry.kind === "statement" && entry.at > 400);
      const error = { code: "57014", message: "canceling statement due to user request" };
      Object.assign(late ?? {}, { parameters: [], outcome: "failed", error });
    }),
    broken("it hangs", good, (r) => {
      answer(r, "in flight", null);
      exchangeIn(r, "in flight").outcome = "timeout";
    }),
  ],
};
export default check;

/** Its own statement had been sent when the signal came, and was not answered yet. Nothing less counts. */
function wasInFlight(view: RecordingView, exchange: Exchange, signal: ProcessEvent): boolean {
  const statements = statementsOf(view, exchange).filter((statement) => {
    const end = statement.durationMs === undefined ? Number.POSITIVE_INFINITY : statement.at + statement.durationMs;
    return statement.at < signal.at && end > signal.at;
  });
  return statements.length > 0 && !statements.some(endedByOwnLimit);
}

/**
 * While a statement is being prepared its values are not on the wire, and no statement has a mark. But when as many wait as
 * there were creates, each with the text of this program's create, then every one of those creates was in flight.
 */
function createsInFlight(view: RecordingView, signal: ProcessEvent): Exchange[] {
  const scenario = signal.scenario;
  const exchanges = view.of("exchange", scenario);
  const made = exchanges.find(({ label, note }) => label === "create" && asObject(note)?.thing === "old");
  if (!made) return [];
  const waiting = factIn<WaitingStatements>(view, scenario, "waiting when asked to stop") ?? [];
  const create = statementsOf(view, made).filter(({ text, at }) => at < signal.at && /\binsert\b/i.test(text));
  const waitingCreates = waiting.filter((text) => text !== "" && create.some((one) => one.text.startsWith(text)));
  const creates = exchanges.filter(({ label, operation }) => label === "in flight" && operation === made.operation);
  const limited = view
    .of("statement", scenario)
    .some((statement) => endedByOwnLimit(statement) && create.some(({ text }) => text === statement.text));
  // Who obeys a limit of its own says so; who hangs up without a word has cancelled because it was told to stop.
  if (limited && creates.some(({ response }) => response && response.status >= 500)) return [];
  if (waitingCreates.length >= creates.length) return creates;
  // Which of them waited is not known, but where all went the same way it does not matter.
  const went = creates.filter(succeeded).length;
  return went === 0 || went === creates.length ? creates.slice(0, waitingCreates.length) : [];
}

/** A limit of the program's own (statement_timeout, lock_timeout) is its good right. */
function endedByOwnLimit({ error }: Statement): boolean {
  return ["57014", "55P03", "40P01"].includes(error?.code ?? "");
}

function statementsOf(view: RecordingView, exchange: Exchange): Statement[] {
  const marks = marksOf(sentObject(exchange));
  return view.of("statement", exchange.scenario).filter((statement) => marks.some((mark) => carries(statement, mark)));
}

function judgeOne(
  view: RecordingView,
  exchange: Exchange,
  signal: ProcessEvent,
  ended: ProcessEvent | undefined,
): Failure[] {
  const sinceMs = exchange.at + exchange.durationMs - signal.at;
  const statements = statementsOf(view, exchange).map(({ id }) => id);
  if (!succeeded(exchange)) {
    const cause = exchange.response ? "pool-first" : ended?.signal === "SIGTERM" ? "no-handler" : "cut-off";
    const how = ended ? `; the process ended ${howItEnded(ended)}` : "";
    return [
      {
        headline: `${lineOf(exchange)} was at work when SIGTERM came, and ${outcomeOf(exchange)} ${inWords(Math.max(0, sinceMs))} later.`,
        expected: "a whole answer, 2xx: it had begun before the signal",
        seen: `${answerOf(exchange)}${how}`,
        entries: [...statements, signal.id, ...(ended ? [ended.id] : []), exchange.id],
        cause,
      },
    ];
  }
  const thing = asObject(exchange.note)?.thing;
  const read = view
    .of("exchange", exchange.scenario)
    .find(({ label, note }) => label === "read after the stop" && asObject(note)?.thing === thing);
  if (!read?.response || succeeded(read)) return [];
  return [
    {
      headline: `${lineOf(exchange)} was answered ${exchange.response?.status} after SIGTERM, but was not there after the next start.`,
      expected: "what was answered with a success is kept",
      seen: `${lineOf(read)} ${answerOf(read)}`,
      entries: [...statements, signal.id, exchange.id, read.id],
      cause: "not-kept",
    },
  ];
}
