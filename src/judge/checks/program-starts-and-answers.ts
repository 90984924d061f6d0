import type { Exchange, ProcessEvent } from "../../contract/recording.ts";
import type { Failure, Finding } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, shorten, succeeded } from "../reading/exchanges.ts";

const good = example((r) => {
  r.scenario("first-contact");
  r.add({ kind: "process", event: "started", command: "node main.js", pid: 4711 });
  r.add({ kind: "process", event: "ready", durationMs: 240 });
  r.exchange({ label: "health", url: "/healthz", status: 200, json: { status: "ok" } });
  r.exchange({ label: "first list", url: "/notes", status: 200, json: { items: [], nextCursor: null } });
});
const byAddress = example((r) => {
  r.scenario("first-contact");
  r.exchange({ label: "health", url: "/healthz", status: 204 });
});
const ended = example((r) => {
  r.scenario("first-contact", "stopped", "the program did not become ready");
  r.add({ kind: "process", event: "started", command: "node main.js", pid: 4711 });
  r.output("Error: Cannot find module 'fastify'", "stderr");
  r.add({ kind: "process", event: "ended", status: 1, durationMs: 90 });
  r.add({ kind: "process", event: "not-ready", durationMs: 95, why: "it ended" });
});
const silent = example((r) => {
  r.scenario("first-contact");
  r.add({ kind: "process", event: "started", command: "node main.js", pid: 4711 });
  r.add({ kind: "process", event: "not-ready", durationMs: 30_000, why: "nothing listens on port 4000" });
  r.exchange({ label: "health", url: "/healthz", outcome: "refused" });
});
const begun = broken("", good, (r) =>
  answer(r, "first list", { status: 501, json: { title: "Not Implemented", status: 501 } }),
).recording;

const check: Check = {
  title: { passed: "The program starts and answers", failed: "The program does not start or does not answer" },
  severity: "critical",
  skills: ["production-operation", "configuration", "http-methods"],
  references: [
    { name: "RFC 9110 §15.3.1 (200)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.3.1" },
    { name: "The Twelve-Factor App: port binding", url: "https://12factor.net/port-binding" },
  ],
  why: `A deployment replaces the old copies as soon as the new ones say that they are healthy. If they never do, the deployment hangs
    half way; if they say so too early, every customer meets a server that cannot serve. "It runs on my machine" usually means: on
    my port, with my tables already there.`,
  hints: {
    look: "Look at the last lines that the program printed, and at what the health request met: nothing listening, silence, or a status.",
    ask: "Started by hand in an empty folder, with only PORT and DATABASE_URL set and an empty database: does it come up?",
    concept: `The program is started as seaworthy.yaml says, gets PORT and DATABASE_URL in its environment and an empty database. It has to
      make its own table, listen on PORT (on 127.0.0.1 or on every address) and answer the health path with 200 once it can
      serve. Listen after the table exists, or answer 503 until it does. A process that ends says why on stderr;
      read that first. https://nodejs.org/api/process.html#processenv`,
    shape: `database = connect(environment.DATABASE_URL)
database.run("create table if not exists …")
server.route("GET", health, () -> 200)
server.listen(integer(environment.PORT))`,
    example: `A bot server called listen(3000) and was judged on port 41873. Fixed: listen(Number(process.env.PORT)).`,
    causes: {
      ended: "Look at what it printed before it ended: the first line with an error names the file or the module.",
      "nothing-listens":
        "The process lives, but nothing listens on the port that it was given: look at where the port comes from, and at what it still waits for.",
      unhealthy:
        "Something listens, but the health path does not answer 200: look at the status, and at whether that route exists.",
      "list-fails": "It is up, but the very first list, of an empty table, fails: was the table made at the start?",
    },
  },
  scenarios: ["first-contact"],
  judgesStopped: true,
  judge(view): Finding {
    const events = view.of("process", "first-contact");
    const ready = events.find((event) => event.event === "ready");
    const exchanges = view.of("exchange", "first-contact");
    const health = exchanges.filter((exchange) => exchange.label === "health").at(-1);
    const failure =
      judgeStart(view, events, ready, health) ??
      exchanges.filter((e) => e.label === "first list").flatMap(judgeList)[0];
    return conclude(failure ? [failure] : [], {
      cases: (ready ? 1 : 0) + exchanges.length,
      otherwise: "it was not started",
      ...(ready?.durationMs === undefined ? {} : { measured: { "ready after": `${Math.round(ready.durationMs)} ms` } }),
    });
  },
  passes: [good, byAddress, begun],
  breaks: [
    { fault: "a dependency is missing and it ends at once", recording: ended },
    { fault: "it listens on a port of its own", recording: silent },
    broken("the health path is not there", good, (r) =>
      answer(r, "health", { status: 404, json: { title: "No", status: 404 } }),
    ),
    broken("the table was never made", good, (r) =>
      answer(r, "first list", { status: 500, json: { title: "Oops", status: 500 } }),
    ),
    broken("it dies of the first request", good, (r) => answer(r, "first list", null)),
  ],
};
export default check;

function judgeStart(
  view: RecordingView,
  events: ProcessEvent[],
  ready: ProcessEvent | undefined,
  health: Exchange | undefined,
): Failure | undefined {
  const end = events.find((event) => event.event === "ended");
  const gaveUp = events.find((event) => event.event === "not-ready");
  if (!ready && (end || gaveUp)) {
    const seen = [end, gaveUp, health].filter((entry) => entry !== undefined);
    return {
      headline: end
        ? `The program ended ${waysToEnd(end)} before it answered.`
        : `The program did not become ready within ${Math.round((gaveUp?.durationMs ?? 0) / 1000)} s${gaveUp?.why ? `: ${gaveUp.why}` : ""}.`,
      expected: `${view.surface.health ? `GET ${view.surface.health} answers 200` : "the program answers"}`,
      seen: lastWords(view) || (health ? `${lineOf(health)} ${outcomeOf(health)}` : "nothing was printed"),
      entries: [...lastLines(view).map((line) => line.id), ...seen.map((entry) => entry.id)],
      cause: end ? "ended" : health?.response ? "unhealthy" : "nothing-listens",
    };
  }
  if (health && !succeeded(health)) {
    return {
      headline: `${lineOf(health)} ${outcomeOf(health)}.`,
      expected: "200, once the program can serve",
      seen: answerOf(health),
      entries: [health.id],
      cause: health.response ? "unhealthy" : "nothing-listens",
    };
  }
  return undefined;
}

/** RFC 9110 §15.6.2 and what a router says to a path that it does not know: the list is still to be built. It answers. */
const notBuiltYet = [404, 405, 501];

function judgeList(list: Exchange): Failure[] {
  if (succeeded(list) || notBuiltYet.includes(list.response?.status ?? 0)) return [];
  return [
    {
      headline: `The first list, ${lineOf(list)}, ${outcomeOf(list)}.`,
      expected: "200 with a page, empty or not",
      seen: answerOf(list),
      entries: [list.id],
      cause: "list-fails",
    },
  ];
}

function waysToEnd({ status, signal }: ProcessEvent): string {
  return signal ? `by ${signal}` : `with status ${status ?? "unknown"}`;
}

function lastLines(view: RecordingView) {
  const lines = view.of("output", "first-contact");
  const errors = lines.filter((line) => line.stream === "stderr");
  return (errors.length > 0 ? errors : lines).slice(-5);
}

function lastWords(view: RecordingView): string {
  return lastLines(view)
    .map((line) => shorten(line.line, 200))
    .join("\n");
}
