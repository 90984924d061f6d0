import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, broke, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import type { HugeNote } from "../scenarios/huge-and-broken-bodies.ts";

const huge = (what: string, refused = true) => ({ what, refused });
const good = example((r) => {
  r.scenario("huge-and-broken-bodies");
  r.exchange({ label: "create before", method: "POST", url: "/notes", status: 201, json: { id: 1 } });
  r.exchange({
    label: "huge",
    note: huge("a text of 10 MB in JSON"),
    method: "POST",
    url: "/notes",
    status: 413,
    json: { title: "Too large", status: 413 },
  });
  r.exchange({
    label: "huge",
    note: huge("10 MB that are not JSON"),
    method: "POST",
    url: "/notes",
    outcome: "closed",
  });
  r.exchange({
    label: "broken off",
    note: huge("a body that ends before its length", false),
    method: "POST",
    url: "/notes",
    outcome: "timeout",
    durationMs: 400,
  });
  r.exchange({ label: "create afterwards", method: "POST", url: "/notes", status: 201, json: { id: 2 } });
  r.exchange({ label: "read afterwards", url: "/notes/2", status: 200, json: { id: 2 } });
});
const readsItAll = structuredClone(good);
answer(readsItAll, "huge", { status: 422, json: { title: "Too long", status: 422 } });
answer(readsItAll, "huge", { status: 400, json: { title: "No JSON", status: 400 } }, 1);
const ended = example((r) => {
  r.scenario("huge-and-broken-bodies", "stopped", "creating a note did not work (refused)");
  r.exchange({
    label: "huge",
    note: huge("a text of 10 MB in JSON"),
    method: "POST",
    url: "/notes",
    outcome: "closed",
  });
  r.add({ kind: "process", event: "ended", status: 134 });
  r.exchange({ label: "create afterwards", method: "POST", url: "/notes", outcome: "refused" });
});

const check: Check = {
  title: { passed: "Bodies of ten megabytes are survived", failed: "A body of ten megabytes is not survived" },
  severity: "major",
  skills: ["resilience", "security-basics", "status-codes"],
  references: [
    { name: "RFC 9110 §15.5.14 (413)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14" },
    { name: "CWE-400 (uncontrolled resource consumption)", url: "https://cwe.mitre.org/data/definitions/400.html" },
    {
      name: "OWASP API4:2023 (resource consumption)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
    },
  ],
  why: `Somebody's script sent a backup to the wrong address. Every server read all of it into memory before it looked, one after the
    other ran out, and the balancer gave the next attempt to the one that was left. Nobody had attacked anybody. A limit of a few
    lines at the door costs nothing and keeps the house.`,
  hints: {
    look: "Look at the answer to the large body, and at the honest request after it.",
    ask: "How many bytes does your program read before anything may say stop, and what becomes of the error that says so?",
    concept: `Give the body a limit while it is being read: count the bytes, stop when there are too many, answer 413 and close. Frameworks have
      one: 100 kB in express.json, 1 MiB in Fastify (bodyLimit), and they throw an error with a status of its own, 413. An
      error handler that answers 500 to everything hides it: pass on the status of errors that carry one. Reading by hand,
      look at Content-Length first, but do not believe it. https://fastify.dev/docs/latest/Reference/Server/#bodylimit`,
    shape: `size = 0
for chunk of request:
  size += len(chunk)
  if size > 1_000_000: answer 413, close; stop
  keep chunk`,
    example: `An image service had body += chunk with no limit; 2 GB ended it with "invalid string length". Fixed: a counter, 413 and
request.destroy().`,
    causes: {
      broke: "Look at the status and the log: something refused the size, and your program made a 500 of it.",
      accepted: "Look at the answer: ten megabytes were taken, though the contract allows far less.",
      "no-answer":
        "The request waited until its limit: look at what your program does after it has seen that the body is too large.",
      ended:
        "Look at what the program printed at its end: most likely it ran out of memory, or an error of the stream was not caught.",
      "not-serving": "Look at the honest request after it: something is still held by the large one.",
    },
  },
  scenarios: ["huge-and-broken-bodies"],
  judgesStopped: true,
  after: ["malformed-requests-are-refused"],
  judge(view) {
    const all = view.of("exchange", "huge-and-broken-bodies");
    const sent = all.filter((exchange) => exchange.label === "huge" && exchange.outcome !== "aborted");
    const end = view.of("process", "huge-and-broken-bodies").find((event) => event.event === "ended");
    const stopped = view.of("process", "huge-and-broken-bodies").find((event) => event.event === "signalled");
    const failures = sent.flatMap(judgeHuge);
    const after = all.find(
      (exchange) => exchange.label.endsWith("afterwards") && !succeeded(exchange) && exchange.outcome !== "aborted",
    );
    const endedByItself = end !== undefined && sent.length > 0 && (stopped === undefined || stopped.at > end.at);
    if (endedByItself || after) {
      const last = sent.findLast((exchange) => exchange.at <= (end?.at ?? after?.at ?? 0)) ?? sent[0];
      const shown = [last, after].filter((exchange) => exchange !== undefined);
      failures.push({
        headline: endedByItself
          ? `The program ended (${end.signal ?? `status ${end.status ?? "unknown"}`}) under a body of ten megabytes.`
          : `After bodies of ten megabytes, ${after && lineOf(after)} ${after && outcomeOf(after)}.`,
        expected: "the program goes on and serves",
        seen: after ? answerOf(after) : "it ended",
        entries: [...shown.map((exchange) => exchange.id), ...(endedByItself ? [end.id] : [])],
        cause: endedByItself ? "ended" : "not-serving",
      });
    }
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      {
        cases: sent.length,
        otherwise: "no large body was sent",
        measured: { "bodies sent": `${sent.length} of 10 MB` },
      },
    );
  },
  passes: [good, readsItAll],
  breaks: [
    broken("the framework's limit becomes a 500", good, (r) => answer(r, "huge", { status: 500 })),
    broken("everything is taken", good, (r) => answer(r, "huge", { status: 201, json: { id: 3 } })),
    broken("it never answers", good, (r) => {
      answer(r, "huge", null);
      const exchange = r.entries.find((entry) => entry.kind === "exchange" && entry.label === "huge") as Exchange;
      exchange.outcome = "timeout";
    }),
    { fault: "it runs out of memory", recording: ended },
    broken("it does not serve any more", good, (r) => answer(r, "create afterwards", null)),
  ],
};
export default check;

function judgeHuge(exchange: Exchange): Failure[] {
  const { what, refused } = exchange.note as unknown as HugeNote;
  const cause = broke(exchange)
    ? "broke"
    : refused && succeeded(exchange)
      ? "accepted"
      : exchange.outcome === "timeout"
        ? "no-answer"
        : undefined;
  if (!cause) return [];
  return [
    {
      headline: `${lineOf(exchange)} with ${what} ${outcomeOf(exchange)}.`,
      expected: "4xx, or the connection closed while it is being sent",
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause,
    },
  ];
}
