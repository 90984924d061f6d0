import type { Exchange, ProcessEvent, Statement } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, sentObject, succeeded } from "../reading/exchanges.ts";
import { carries, marksOf } from "../reading/on-the-wire.ts";
import { howItEnded, inWords } from "../reading/process-life.ts";
import type { LoadedStopNote } from "../scenarios/stop-under-load.ts";

const scenario = "stop-under-load";

const good = example((r) => {
  r.scenario(scenario);
  const waiting = { label: "under load", at: 5_000, durationMs: 1_200 };
  const note = (client: number, kept = true) => ({ client, kept });
  r.exchange({ ...waiting, url: "/notes/7", note: note(0), status: 200, json: { id: 7 } });
  r.exchange({ ...waiting, method: "POST", url: "/notes", note: note(1), status: 201, json: { id: 9 } });
  // Nobody knows whether the program had taken this one in.
  r.exchange({ ...waiting, url: "/notes/7", note: note(2, false) });
  r.add({ kind: "process", event: "signalled", signal: "SIGTERM", at: 5_700 });
  r.exchange({ label: "asked on", url: "/notes/7", note: note(0), at: 6_220, outcome: "closed" });
  r.exchange({ label: "asked on", url: "/notes/7", note: note(0, false), at: 6_250, outcome: "refused" });
  r.add({ kind: "process", event: "ended", status: 0, durationMs: 900, at: 6_600 });
  r.exchange({ label: "read after the stop", url: "/notes/9", note: note(1), at: 7_500, status: 200, json: { id: 9 } });
});

const check: Check = {
  title: {
    passed: "A stop answers a whole crowd first",
    failed: "A stop drops people who wait in a crowd",
  },
  severity: "major",
  skills: ["graceful-shutdown", "production-operation", "connection-pooling"],
  references: [
    {
      name: "Kubernetes: termination of Pods",
      url: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
    },
    { name: "Node.js: server.close()", url: "https://nodejs.org/api/http.html#serverclosecallback" },
    { name: "RFC 9112 §9.6: tear-down of connections", url: "https://www.rfc-editor.org/rfc/rfc9112#section-9.6" },
  ],
  why: `A release in the middle of a busy day meets more requests than there are database connections: some are at the database, the others
    stand in line inside the program. Ending "what is under way" often forgets the line. Those people see a broken page at every
    release, and the more there are, the more of them: the failure hides on quiet days and shows on the day of the sale.`,
  hints: {
    look: "Look at how many requests waited when SIGTERM came, and how many of them the database had seen by then.",
    ask: "What does your pool do, once it is told to end, with those who are still waiting for a connection?",
    concept: `A pool that is ended lets running statements finish, but turns away whoever waits for a connection, in many drivers at once. So
      the order decides: first take no new connections, then wait until every request that has come in is answered, however long its
      way still is, and only then end the pool. An HTTP server knows: its close or shutdown resolves when the last answer
      is out. A connection that is kept alive is closed after its answer, best by saying "Connection: close".
      https://nodejs.org/api/http.html#serverclosecallback`,
    shape: `on SIGTERM:
  server.stop_accepting()
  await server.all_requests_answered()    // those in line, too
  await pool.end()
  exit(0)`,
    example: `A ticket shop ended its pool and its server side by side. At noon forty buyers stood in line for ten connections; thirty of them lost
their seats at each release. Fixed: the pool ends when the server has.`,
    causes: {
      "cut-off": "Connections were closed without an answer: look at what closes them, or ends the process, too early.",
      "error-answer": "They were answered with an error: look at what was taken from them while they still waited.",
      "late-error":
        "Somebody who came after the signal was let in and answered with an error: look at what was already gone.",
      "half-answer": "An answer was begun and not finished: look at what ends the process while answers are written.",
      "not-kept": "It answered a success, and the row is not there: look at what was committed, and when.",
    },
  },
  scenarios: [scenario],
  promises: ["graceful-stop"],
  after: ["stop-finishes-requests-in-flight"],
  judge(view) {
    const events = view.of("process", scenario);
    const signal = events.find((event) => event.event === "signalled" && event.signal === "SIGTERM");
    if (!signal) return { verdict: "unclear", why: "it was not asked to stop" };
    const ended = events.find((event) => event.event === "ended" && event.id > signal.id);
    if (ended?.launcher && ended.signal === "SIGTERM") {
      return { verdict: "unclear", why: "a launcher took the signal and left the program alone" };
    }
    const of = (label: string) => view.of("exchange", scenario).filter((exchange) => exchange.label === label);
    const there = of("under load").filter((exchange) => wasThere(exchange, signal));
    const waiting = there.filter((exchange) => wasTakenIn(view, exchange, signal));
    const failures = [
      ...waiting.flatMap((exchange) => judgeWaiting(exchange, signal, ended)),
      ...of("asked on").flatMap((exchange) => judgeAskedOn(exchange, signal)),
      ...judgeKept(view),
    ];
    return conclude(
      oncePer(failures, ({ cause }) => cause ?? ""),
      {
        cases: there.filter((exchange) => exchange.response || waiting.includes(exchange)).length,
        otherwise: "of nobody who waited is it known that the program had taken them in when it was asked to stop",
        measured: {
          "waiting at the stop": there.length,
          answered: there.filter(({ response }) => response).length,
        },
      },
    );
  },
  passes: [good],
  breaks: [
    broken("the process ends at once", good, (r) => answer(r, "under load", null)),
    broken("the pool ends before the line is served", good, (r) =>
      answer(r, "under load", { status: 500, json: { title: "Cannot use a pool after calling end on the pool" } }, 1),
    ),
    broken("it lets people in whom it cannot serve any more", good, (r) => {
      answer(r, "asked on", { status: 500, json: { title: "Internal Server Error" } });
      exchangeIn(r, "asked on").outcome = "answered";
    }),
    broken("an answer breaks off", good, (r) => {
      exchangeIn(r, "asked on").firstByteMs = 3;
    }),
    broken("an acknowledged thing is not there", good, (r) =>
      answer(r, "read after the stop", { status: 404, json: { title: "Not found", status: 404 } }),
    ),
  ],
};
export default check;

/** Sent before the signal, and over only after it. */
function wasThere({ at, durationMs, outcome }: Exchange, signal: ProcessEvent): boolean {
  return outcome !== "aborted" && at < signal.at && at + durationMs > signal.at;
}

/**
 * The program had this connection, and had had time to read the request; or it had sent its statement. A request on a new
 * connection may still have been in the operating system's queue, which a program that stops listening cannot answer.
 */
function wasTakenIn(view: RecordingView, exchange: Exchange, signal: ProcessEvent): boolean {
  if ((exchange.note as Partial<LoadedStopNote> | undefined)?.kept) return true;
  const marks = marksOf(sentObject(exchange));
  const own = (statement: Statement) => marks.some((mark) => carries(statement, mark));
  return view.of("statement", scenario).some((statement) => statement.at < signal.at && own(statement));
}

/** Turned away politely, or served: both are answers. */
const honest = [429, 503];

function judgeWaiting(exchange: Exchange, signal: ProcessEvent, ended: ProcessEvent | undefined): Failure[] {
  if (succeeded(exchange) || honest.includes(exchange.response?.status ?? 0)) return [];
  const waitedMs = signal.at - exchange.at;
  const sinceMs = Math.max(0, exchange.at + exchange.durationMs - signal.at);
  return [
    {
      headline: `${lineOf(exchange)} had waited for ${inWords(waitedMs)} when SIGTERM came, and ${outcomeOf(exchange)} ${inWords(sinceMs)} later.`,
      expected: "a whole answer: 2xx, or 503 for whom it turns away",
      seen: `${answerOf(exchange)}${ended ? `; the process ended ${howItEnded(ended)}` : ""}`,
      entries: [signal.id, ...(ended ? [ended.id] : []), exchange.id],
      cause: exchange.response ? "error-answer" : "cut-off",
    },
  ];
}

/** Who comes late may be refused, or find their kept connection closed; whoever is let in is served or told. */
function judgeAskedOn(exchange: Exchange, signal: ProcessEvent): Failure[] {
  const isHalf = exchange.outcome === "closed" && exchange.firstByteMs !== undefined;
  const status = exchange.response?.status ?? 0;
  if (!isHalf && (status < 500 || honest.includes(status))) return [];
  return [
    {
      headline: `${lineOf(exchange)} came ${inWords(exchange.at - signal.at)} after SIGTERM, was let in, and ${outcomeOf(exchange)}.`,
      expected: "a closed door, or a whole answer: 2xx or 503",
      seen: answerOf(exchange),
      entries: [signal.id, exchange.id],
      cause: isHalf ? "half-answer" : "late-error",
    },
  ];
}

function judgeKept(view: RecordingView): Failure[] {
  const read = view
    .of("exchange", scenario)
    .find(({ label, response }) => label === "read after the stop" && response?.status === 404);
  if (!read) return [];
  const { client } = (read.note ?? {}) as Partial<LoadedStopNote>;
  const write = view
    .of("exchange", scenario)
    .find(
      ({ label, note }) => label === "under load" && (note as Partial<LoadedStopNote> | undefined)?.client === client,
    );
  return [
    {
      headline: `What was acknowledged during the stop was not there after the next start: ${lineOf(read)} ${outcomeOf(read)}.`,
      expected: "what was answered with a success is kept",
      seen: `${lineOf(read)} ${answerOf(read)}`,
      entries: [...(write ? [write.id] : []), read.id],
      cause: "not-kept",
    },
  ];
}
