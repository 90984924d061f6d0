import type { Exchange, Output } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { type ExampleBuilder, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { asObject, lineOf, shorten } from "../reading/exchanges.ts";
import { leavesOf, missingIn, type RequestLine, requestLinesFor } from "../reading/log-lines.ts";
import { durationMember, requestIdMember } from "../reading/log-members.ts";
import { inWords } from "../reading/process-life.ts";

type Asked = { method: string; path: string; status: number; ms: number; n: number };
/** Three quick requests and a slow one, each with what `print` says of it. */
const logged = (print: (r: ExampleBuilder, asked: Asked) => void) =>
  example((r) => {
    r.scenario("read-the-log");
    r.output("Server listening on 4000");
    r.output({ level: "info", msg: "database is ready" });
    const requests: Asked[] = [
      { method: "POST", path: "/notes", status: 201, ms: 12, n: 0 },
      { method: "GET", path: "/notes/1", status: 200, ms: 5, n: 1 },
      { method: "GET", path: "/notes/1", status: 200, ms: 4, n: 2 },
      { method: "GET", path: "/notes/9", status: 404, ms: 6, n: 3 },
      { method: "GET", path: "/notes/1", status: 200, ms: 412, n: 4 },
    ];
    for (const asked of requests) {
      const slow = asked.ms > 400;
      const label = slow ? { label: "logged, slow", note: { slowByMs: 400 } } : { label: "logged" };
      r.exchange({
        ...label,
        method: asked.method,
        url: asked.path,
        status: asked.status,
        json: {},
        durationMs: asked.ms + 2,
      });
      print(r, asked);
    }
  });
const id = (n: number) => `3f2a9c1d-5e6b-4a8f-9b1c-00000000000${n}`;
const plain = logged((r, { method, path, status, ms, n }) =>
  r.output({ time: `2026-03-01T08:00:0${n}Z`, method, path, status, durationMs: ms, requestId: id(n) }),
);
const nested = logged((r, { method, path, status, ms, n }) =>
  r.output({
    ts: 1_772_352_000 + n,
    pid: 7,
    http: {
      request: { method: method.toLowerCase(), url: `http://127.0.0.1:4000${path}?x=1` },
      status: String(status),
    },
    took: `${(ms / 1000).toFixed(3)}s`,
    trace: { span: id(n) },
  }),
);
const nanoseconds = logged((r, { method, path, status, ms, n }) =>
  r.output({ request: `${method} ${path} HTTP/1.1`, status: `${status} whatever`, elapsed: ms * 1e6, count: n + 1 }),
);
/** A machine with too much to do: what should be quick takes half as long as what is slow. */
const busy = structuredClone(
  logged((r, { method, path, status, ms, n }) =>
    r.output({ method, path, status, durationMs: Math.max(ms, 210 + n), requestId: id(n) }),
  ),
);
for (const entry of busy.entries) if (entry.kind === "exchange" && entry.durationMs < 100) entry.durationMs += 215;

const check: Check = {
  title: {
    passed: "Each request is one structured line in the log",
    failed: "Requests are not one structured line each in the log",
  },
  severity: "minor",
  skills: ["structured-logging", "observability", "production-operation"],
  references: [
    { name: "The Twelve-Factor App: logs", url: "https://12factor.net/logs" },
    { name: "OpenTelemetry: HTTP attributes", url: "https://opentelemetry.io/docs/specs/semconv/http/http-spans/" },
  ],
  why: `At three in the morning the log is all there is. "How many failed, since when, on which path, how slow?" are one query each, if every
    request is one JSON line; they are guesswork over text. A request id ties the line to the errors of the same request, and to
    the customer who sent it along with a complaint.`,
  hints: {
    look: "Look at the request that is named, and at the lines that were printed about it.",
    ask: "At the moment when an answer is finished, which of method, path, status, duration and id does your code still know?",
    concept: `One line for each request, printed when its answer is finished, because only then status and duration are known. The line is one JSON
      object on stdout with a newline after it; whoever runs the program collects it. Take the time at the beginning, make an id (a UUID will
      do), and print all together in one place: a middleware around every handler, also around those that throw. Loggers that print "incoming"
      and "completed" separately leave the joining to the reader. https://12factor.net/logs`,
    shape: `middleware(request, next):
  began = clock(); id = uuid()
  try: response = next(request)
  finally: print(json({ time, id, method, path, status, duration_ms: clock() - began }))`,
    example: `A tram's door controller logged "door ok" and "door fail" without the door's number. Fixed: one JSON line for each movement, with door,
result and milliseconds.`,
    causes: {
      nothing: "Nothing was printed about requests at all.",
      "no-json": "Lines are printed, but they are no JSON objects.",
      stderr: "The JSON lines go to stderr; whoever collects the log reads stdout.",
      split: "What belongs to one request is spread over several lines.",
      "no-line": "Some kind of request has no line: look at which path through the code prints none.",
      incomplete: "Its line lacks a part: it is named below.",
      duration: "No member says how long the request took.",
      "request-id": "No member tells one request from another.",
    },
  },
  scenarios: ["read-the-log"],
  promises: ["request-log"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const exchanges = view
      .of("exchange", "read-the-log")
      .filter(({ label, response }) => label.startsWith("logged") && !label.includes("outage") && response);
    const output = view.of("output", "read-the-log");
    const lines = requestLinesFor(exchanges, output);
    const failure = judgeLines(lines, exchanges, output);
    return conclude(failure ? [failure] : [], {
      cases: lines.length,
      otherwise: "no request was answered",
      measured: { requests: lines.length, "with a line of their own": lines.filter(({ line }) => line).length },
    });
  },
  passes: [plain, nested, nanoseconds, busy],
  breaks: [
    { fault: "nothing is logged", recording: logged(() => {}) },
    {
      fault: "text",
      recording: logged((r, { method, path, status, ms }) => r.output(`${method} ${path} ${status} ${ms} ms`)),
    },
    {
      fault: "to stderr",
      recording: logged((r, { method, path, status, ms, n }) =>
        r.output({ method, path, status, ms, id: id(n) }, "stderr"),
      ),
    },
    {
      fault: "no status",
      recording: logged((r, { method, path, ms, n }) => r.output({ method, path, ms, id: id(n) })),
    },
    {
      fault: "no duration",
      recording: logged((r, { method, path, status, n }) =>
        r.output({ method, path, status, id: id(n), ts: 1_772_352_000_000 + n }),
      ),
    },
    {
      fault: "always the same duration",
      recording: logged((r, { method, path, status, n }) =>
        r.output({ method, path, status, id: id(n), durationMs: 0 }),
      ),
    },
    {
      fault: "no request id",
      recording: logged((r, { method, path, status, ms, n }) =>
        r.output({ time: `2026-03-01T08:00:0${n}Z`, method, path, status, ms, remotePort: 50_000 + n }),
      ),
    },
    {
      fault: "the same id for all",
      recording: logged((r, { method, path, status, ms }) => r.output({ method, path, status, ms, id: id(1) })),
    },
    {
      fault: "spread over two lines",
      recording: logged((r, { method, path, status, ms, n }) => {
        r.output({ reqId: n, req: { method, url: path }, msg: "incoming request" });
        r.output({ reqId: n, res: { statusCode: status }, responseTime: ms, msg: "request completed" });
      }),
    },
    {
      fault: "errors are not logged",
      recording: logged((r, { method, path, status, ms, n }) => {
        if (status < 400) r.output({ method, path, status, ms, id: id(n) });
      }),
    },
  ],
};
export default check;

function judgeLines(lines: RequestLine[], exchanges: Exchange[], output: Output[]): Failure | undefined {
  const without = lines.find(({ line }) => line === undefined);
  if (without) return judgeMissing(without.exchange, lines, output);
  const slow = lines.find(({ exchange }) => exchange.label === "logged, slow");
  const slowByMs = Number(asObject(slow?.exchange.note)?.slowByMs ?? 0);
  // A request that was not slow (its answer came from a cache, say) proves no duration.
  // Nor does one that was not much slower than all others, on a machine with too much to do.
  const quickestMs = Math.min(...lines.filter((l) => l !== slow).map(({ exchange }) => exchange.durationMs));
  const slowMs = slow?.exchange.durationMs ?? 0;
  const proves = slow && slowMs >= slowByMs * 0.9 && (lines.length === 1 || quickestMs < slowMs / 3);
  const duration = proves ? durationMember(lines, slow, slowByMs) : undefined;
  const shown = (shownLine: RequestLine) =>
    shownLine.line ? [shownLine.exchange.id, shownLine.line.id] : [shownLine.exchange.id];
  if (proves && duration === undefined) {
    return {
      headline: `${lineOf(slow.exchange)} took ${inWords(slow.exchange.durationMs)}, and no member of its line says so.`,
      expected: "a member with the duration, in any unit: small for quick requests, large for this one",
      seen: shorten(slow.line?.line ?? "", 400),
      entries: shown(slow),
      cause: "duration",
    };
  }
  if (exchanges.length < 2 || requestIdMember(lines, duration) !== undefined) return undefined;
  const [first, second] = lines as [RequestLine, RequestLine];
  return {
    headline: "The lines of the requests have no request id: no member is there each time and different each time.",
    expected: "a member that is different for each request, and no time or duration",
    seen: `${shorten(first.line?.line ?? "", 300)}\n${shorten(second.line?.line ?? "", 300)}`,
    entries: [...shown(first), ...shown(second)],
    cause: "request-id",
  };
}

function judgeMissing(exchange: Exchange, lines: RequestLine[], output: Output[]): Failure {
  const status = exchange.response?.status;
  // Lines about this request, as far as can be told: printed since, and not taken by another one.
  const taken = new Set(lines.map(({ line }) => line?.id));
  const later = output.filter((line) => line.at >= exchange.at && !taken.has(line.id));
  const objects = later.flatMap((line) => {
    const leaves = leavesOf(line.line);
    return leaves ? [{ line, leaves, missing: missingIn(leaves, exchange) }] : [];
  });
  const onStdout = objects.filter(({ line }) => line.stream === "stdout");
  const closest = onStdout.toSorted((a, b) => a.missing.length - b.missing.length)[0];
  const whole = objects.find(({ line, missing }) => line.stream === "stderr" && missing.length === 0);
  const isSplit =
    onStdout.some(({ missing }) => missing.includes("status") && !missing.includes("path")) &&
    onStdout.some(({ missing }) => !missing.includes("status") && missing.includes("path"));
  const isText = later.find(({ line }) => line.includes(exchange.request.url.replace(/\?.*/, "")) && !leavesOf(line));
  const failed = (cause: string, headline: string, shown: Output | undefined): Failure => ({
    headline,
    expected: "one JSON object in one line on stdout, with method, path, status, duration and a request id",
    seen: shown ? shorten(shown.line, 400) : "no line about it",
    entries: [exchange.id, ...(shown ? [shown.id] : [])],
    cause,
  });
  const request = `${lineOf(exchange)} (${status})`;
  if (whole) return failed("stderr", `The line of ${request} was printed on stderr, not on stdout.`, whole.line);
  if (isSplit)
    return failed("split", `What is said of ${request} is spread over several lines; none has it all.`, closest?.line);
  if (closest && closest.missing.length < 2 && !closest.missing.includes("path")) {
    return failed(
      "incomplete",
      `The line of ${request} does not tell its ${closest.missing.join(" and ")}.`,
      closest.line,
    );
  }
  if (isText) return failed("no-json", `The line of ${request} is not a JSON object.`, isText);
  if (lines.some(({ line }) => line))
    return failed("no-line", `${request} has no line in the log, as other requests have.`, undefined);
  return failed("nothing", `${request} has no line in the log, and neither has any other request.`, output.at(-1));
}
