import type { Exchange, ProcessEvent } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, broke, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { failureOf, type Hostile, hostileIn } from "../reading/hostile.ts";

const noteOf = (kind: string, key: string, what: string) => ({
  case: `createNote/body/${key}`,
  place: "body",
  what,
  kind,
  expect: kind === "odd" ? "accept-or-refuse" : "refuse",
  resource: "note",
});
const to = { label: "hostile", method: "POST", url: "/notes", operation: "createNote" };
const refused = { status: 422, json: { title: "Refused", status: 422 } };
const good = example((r) => {
  r.scenario("hostile-input");
  r.exchange({ ...to, note: noteOf("odd", "proto", "a member `__proto__`"), sentText: '{"__proto__":{}}', ...refused });
  r.exchange({ ...to, note: noteOf("malformed", "null", "null where an object is due"), sentText: "null", ...refused });
  r.exchange({ label: "still there", url: "/healthz", status: 200 });
});
/** The one before it ended the program: by itself this one is answered. */
const bystander = example((r) => {
  r.scenario("hostile-input");
  r.exchange({ ...to, note: noteOf("odd", "twice", "a member that is there twice"), outcome: "closed" });
  r.exchange({
    ...to,
    label: "hostile alone",
    note: noteOf("odd", "twice", "a member that is there twice"),
    ...refused,
  });
});
/** The pool ran dry: this request is no worse than any other, and serves-after-hostile-input says so. */
const nothingServes = example((r) => {
  r.scenario("hostile-input");
  r.exchange({ ...to, note: noteOf("odd", "twice", "a member that is there twice"), ...refused });
  r.exchange({
    ...to,
    note: noteOf("malformed", "null", "null where an object is due"),
    outcome: "timeout",
    durationMs: 12_000,
  });
  r.exchange({ label: "still there", url: "/healthz", outcome: "timeout", durationMs: 12_000 });
});
const crashed = example((r) => {
  r.scenario("hostile-input", "stopped", "the program ended again and again under hostile input");
  r.exchange({
    ...to,
    note: noteOf("malformed", "null", "null where an object is due"),
    sentText: "null",
    outcome: "closed",
  });
  r.add({ kind: "process", event: "ended", status: 1 });
  r.exchange({
    ...to,
    label: "hostile alone",
    note: noteOf("malformed", "null", "null where an object is due"),
    sentText: "null",
    outcome: "closed",
  });
});

const check: Check = {
  title: { passed: "Hostile input is always answered", failed: "Hostile input makes the program fall over" },
  severity: "critical",
  skills: ["validation", "resilience", "security-basics"],
  references: [
    { name: "CWE-248 (uncaught exception)", url: "https://cwe.mitre.org/data/definitions/248.html" },
    { name: "CWE-674 (uncontrolled recursion)", url: "https://cwe.mitre.org/data/definitions/674.html" },
    {
      name: "OWASP API4:2023 (resource consumption)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
    },
  ],
  why: `One request of four bytes, "null", ended the process. It was restarted, the client tried again, it ended again: a phone with a bad
    update took down the API of a whole chain, and everybody else's requests that were under way. An exception that nobody
    catches turns a typing error of one client into an outage for all.`,
  hints: {
    look: "Look at the smallest request that did it, and at the last lines that the program printed.",
    ask: "Where is the try around the place that failed, and what happens to an error in code that nobody awaits?",
    concept: `A server needs one place that catches whatever a handler throws and makes an answer of it. Frameworks have one, for
      handlers that they know of: an exception in a callback, in an event of a stream, or in a promise that nobody awaits goes past
      it, and Node ends the process. Await everything you start, listen for "error" on what you open, and answer 500 as the last
      resort. JSON may be null, and may be nested deeper than a recursion can go. https://nodejs.org/api/process.html#event-uncaughtexception`,
    shape: `handle(request):
  try: answer = await route(request)
  catch ClientError as e: answer = problem(e.status)
  catch anything: log it; answer = problem(500)
  send(answer)`,
    example: `A game server read "const { name } = JSON.parse(body)" in an "end" event. Body "null" threw outside every try, and all players
were thrown out. Fixed: the handler awaits the body, inside the try.`,
    causes: {
      crashed: "Look at what the program printed when it ended: the exception and its stack are there.",
      "no-answer": "Look at the program's log lines of that moment: the request was neither answered nor refused.",
      broke:
        "Look at the program's log lines of that moment: the request came out as 500, so an exception went up to the top.",
    },
  },
  scenarios: ["hostile-input"],
  judgesStopped: true,
  after: ["program-starts-and-answers"],
  judge(view) {
    const cases = hostileIn(view);
    const failures = cases.flatMap((hostile) => judgeCase(hostile, view));
    return conclude(
      oncePer(failures, (failure) => `${failure.cause} ${failure.measured?.case}`),
      {
        cases: cases.length,
        otherwise: "no hostile request was sent",
        measured: { "cases tried": cases.length },
        patient: view,
      },
    );
  },
  passes: [good, bystander, nothingServes],
  breaks: [
    broken("__proto__ is a 500", good, (r) => answer(r, "hostile", { status: 500 })),
    broken("null leaves the client without an answer", good, (r) => answer(r, "hostile", null, 1)),
    { fault: "null ends the process", recording: crashed },
  ],
};
export default check;

/** Kinds with a check of their own for what is answered 5xx. */
const judgedElsewhere = ["malformed", "content-type", "id", "query"];

function judgeCase(hostile: Hostile, view: RecordingView): Failure[] {
  const { exchange, kind, expect } = hostile;
  if (broke(exchange)) {
    const here = !judgedElsewhere.includes(kind) && !(kind === "value" && expect === "refuse");
    return here ? [failureOf(hostile, "broke")] : [];
  }
  const alone = aloneOf(hostile, view);
  const culprit = alone ?? exchange;
  const end = endOf(culprit, view);
  if (!end && (culprit.response || culprit.outcome === "refused" || nothingServed(culprit, view))) return [];
  if (!end && culprit.outcome === "closed" && (culprit.request.body?.bytes ?? 0) >= largeBytes) return [];
  return [
    {
      headline: `${lineOf(culprit)} with ${hostile.what} ${end ? `ended the program (${waysToEnd(end)})` : outcomeOf(culprit)}.`,
      expected: hostile.expect === "refuse" ? "4xx" : "2xx or 4xx",
      seen: answerOf(culprit),
      entries: [culprit.id, ...(end ? [end.id] : [])],
      mark: [hostile.what],
      cause: end ? "crashed" : "no-answer",
      measured: { case: hostile.case },
    },
  ];
}

/** A server may close the connection while it is being sent more than it reads; then its answer can be lost on the way. */
const largeBytes = 32 * 1024;

/** Sent again by itself, to a program that served: what comes of that is certain. */
function aloneOf(hostile: Hostile, view: RecordingView): Exchange | undefined {
  return view
    .of("exchange", "hostile-input")
    .find(
      (exchange) => exchange.label === "hostile alone" && (exchange.note as { case?: string }).case === hostile.case,
    );
}

/** Alive, but not serving anyone: then this request is no cause, and serves-after-hostile-input tells it. */
function nothingServed(exchange: Exchange, view: RecordingView): boolean {
  if (exchange.outcome !== "timeout") return false;
  const probe = view
    .of("exchange", "hostile-input")
    .find((other) => other.label === "still there" && other.at >= exchange.at);
  return probe !== undefined && !succeeded(probe) && probe.outcome === "timeout";
}

/**
 * The program's end, if it ended under this request: before the next one got an answer, and not because the judge ended it.
 * Only where the request was sent by itself or was not answered: others may have been under way before it.
 */
function endOf(exchange: Exchange, view: RecordingView): ProcessEvent | undefined {
  if (exchange.response && exchange.label !== "hostile alone") return undefined;
  if (exchange.outcome === "refused") return undefined;
  const next = view
    .of("exchange")
    .find((other) => other.instance === exchange.instance && other.at > exchange.at && other.response);
  const events = view.of("process").filter((event) => event.instance === exchange.instance && event.at >= exchange.at);
  const end = events.find((event) => event.event === "ended" && event.at <= (next?.at ?? Number.POSITIVE_INFINITY));
  const killed = events.some((event) => event.event === "signalled" && end && event.at <= end.at);
  return killed ? undefined : end;
}

function waysToEnd({ status, signal }: ProcessEvent): string {
  return signal ? `by ${signal}` : `with status ${status ?? "unknown"}`;
}
