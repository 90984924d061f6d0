import type { Exchange, Output } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { broken, type ExampleBuilder, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { lineOf, shorten } from "../reading/exchanges.ts";
import { type Leaf, leavesOf } from "../reading/log-lines.ts";

const unavailable = { title: "Service Unavailable", status: 503 };
const outage = (print: (r: ExampleBuilder) => void) =>
  example((r) => {
    r.scenario("read-the-log");
    r.exchange({ label: "logged", url: "/notes/1", status: 200, json: { id: 1 } });
    r.output({ method: "GET", path: "/notes/1", status: 200, level: "info" });
    r.add({ kind: "fault", event: "begins", fault: "refuse" });
    r.exchange({
      label: "logged, during the outage",
      operation: "getNote",
      url: "/notes/1",
      status: 503,
      json: unavailable,
    });
    print(r);
    r.add({ kind: "fault", event: "ends", fault: "refuse" });
  });
const line = { method: "GET", path: "/notes/1", status: 503 };
const twoLines = outage((r) => {
  r.output({ level: "error", message: "request failed", error: "connect ECONNREFUSED 127.0.0.1:5432" });
  r.output({ ...line, level: "info" });
});

const check: Check = {
  title: { passed: "Errors can be found in the log", failed: "Errors cannot be found in the log" },
  severity: "minor",
  skills: ["observability", "structured-logging", "error-handling"],
  references: [
    {
      name: "OWASP: logging cheat sheet, which events to log",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#which-events-to-log",
    },
    { name: "CWE-778: insufficient logging", url: "https://cwe.mitre.org/data/definitions/778.html" },
  ],
  why: `Customers say "it does not work". If the log says only 503, a colleague spends the night finding out what you knew for a moment and threw
    away: connection refused, by which address. An error that is caught and not logged has happened to the customer, but never to you.`,
  hints: {
    look: "Look at what was printed between the beginning of the outage and its end: is there a line with the cause?",
    ask: "In the place where an error becomes a 5xx, what becomes of the error itself?",
    concept: `The client gets little (a status, a title, nothing internal), and the log gets everything: message, code, stack and the request id. So
      the place that turns an exception into an answer is also the one that logs it, once, at level error. Wrapping keeps the cause: "raise … from
      error" in Python, new Error(message, { cause }) in JavaScript, and the logger has to print it. An empty catch is the usual
      reason for silence. https://nodejs.org/api/errors.html#errorcause`,
    shape: `on error while handling:
  if status >= 500: log.error(error.message, error.code, error.stack, request_id)
  answer problem(status)        // without any of it`,
    example: `A ticket machine showed "out of order" and logged the same words. Fixed: it logs which part did not answer, and since when.`,
    causes: {
      "no-line":
        "The failed request has no line with its status, although others have: look at whether the log is written when a handler throws.",
    },
  },
  scenarios: ["read-the-log"],
  promises: ["request-log"],
  after: ["request-log-is-structured"],
  judge(view) {
    const exchanges = view.of("exchange", "read-the-log");
    const failed = exchanges.filter(
      ({ label, response }) => label === "logged, during the outage" && (response?.status ?? 0) >= 500,
    );
    const began = view
      .of("fault", "read-the-log")
      .findLast(({ event, fault }) => event === "begins" && fault === "refuse");
    if (!began || failed.length === 0)
      return { verdict: "unclear", why: "no request was answered with a 5xx during the outage" };
    const output = view.of("output", "read-the-log");
    const during = output.filter(({ at }) => at >= began.at);
    const logsRequests = exchanges.some(
      (exchange) => exchange.label === "logged" && output.some((line) => tellsOf(line, exchange)),
    );
    // That nothing is logged at all is another check's finding.
    const unsaid = logsRequests ? failed.filter((exchange) => !during.some((line) => tellsOf(line, exchange))) : [];
    const failures: Failure[] = oncePer(unsaid, ({ operation }) => operation ?? "").map((exchange) => ({
      headline: `${lineOf(exchange)} answered ${exchange.response?.status}, and no line of the log tells of it.`,
      expected: `a line with ${exchange.request.method}, the path and ${exchange.response?.status}`,
      seen:
        during.length > 0
          ? shorten(during.map(({ line }) => line).join("\n"), 400)
          : "nothing was printed during the outage",
      entries: [exchange.id],
      cause: "no-line",
    }));
    const causes = during.filter(tellsCause);
    const finding = conclude(failures, {
      cases: failed.length,
      otherwise: "",
      measured: { "requests answered 5xx": failed.length, "lines with a cause": causes.length },
    });
    // The contract asks for a line with the status. Whether that is enough to find the error by, it does not say.
    return finding.verdict === "passed" && causes.length === 0 ? { verdict: "unclear", why: withoutCause } : finding;
  },
  passes: [
    twoLines,
    outage((r) => r.output({ ...line, level: "error" })),
    outage((r) =>
      r.output({ ...line, severity: "ERROR", err: { message: "Connection terminated unexpectedly", stack: "…" } }),
    ),
    outage((r) => {
      r.output({ ...line, status: "503" });
      r.output("psycopg2.OperationalError: connection to server failed: Connection refused", "stderr");
    }),
    outage((r) => r.output({ ...line, level: 50, reason: "pool timeout" })),
    ...["database: PQconsumeInput() server closed the connection unexpectedly", "database: driver: bad connection"].map(
      (text) =>
        outage((r) => {
          r.output(text, "stderr");
          r.output(line);
        }),
    ),
  ],
  breaks: [
    broken("the request is not among the lines", twoLines, (r) => {
      r.entries = r.entries.filter((entry) => entry.kind !== "output" || !entry.line.includes("503"));
    }),
    { fault: "nothing is printed about a request that fails", recording: outage(() => {}) },
    { fault: "only the error is printed", recording: outage((r) => r.output("Error: connect ECONNREFUSED", "stderr")) },
  ],
  leavesOpen: [
    {
      fault: "the status is printed, and not what went wrong",
      recording: outage((r) => r.output({ ...line, level: "info" })),
    },
  ],
};
export default check;

const withoutCause =
  "each failed request has its line with the status, as the contract asks, but nothing that was printed says what went wrong; a line with the error itself would settle it";

/** Of whatever form: that it is JSON, and all in one line, is another check's business. */
function tellsOf({ line }: Output, { request, response }: Exchange): boolean {
  const path = request.url.replace(/\?.*/, "");
  return line.includes(path) && new RegExp(`(?<![\\w.])${response?.status}(?![\\w.])`).test(line);
}

/** Words that drivers and runtimes use for what went wrong; a status and its title are not among them. */
const errorWords =
  /\berr(or)?s?\b|exception|traceback|panic|ECONN\w+|EPIPE|refused|terminated|reset by peer|timed? ?out|timeout|could not connect|can(no|')t connect|connection (failed|lost|closed|is closed|has been closed|to server)|(closed|lost) the connection|bad connection|broken pipe|\bEOF\b|SQLSTATE|failed to connect|not reachable|unreachable|cannot be reached/i;

function tellsCause({ line }: Output): boolean {
  const leaves = leavesOf(line);
  return leaves ? leaves.some(isCause) : errorWords.test(line);
}

function isCause({ path, value }: Leaf): boolean {
  const name = path.split(".").at(-1) ?? "";
  if (/^(level|severity|lvl|levelname|log_level|loglevel|priority)$/i.test(name)) {
    // pino and bunyan: 50 is error, 60 fatal. Python's and others': 40.
    return typeof value === "number"
      ? value >= 40
      : /^(e|err|error|fatal|crit|critical|panic|alert|emerg|warn|warning)$/i.test(String(value));
  }
  if (typeof value !== "string" || value === "") return false;
  return (
    /^(err|error|exception|cause|stack|stacktrace|traceback|reason)$/i.test(name) ||
    /(^|\.)(err|error|exception|cause)\./i.test(path) ||
    errorWords.test(value)
  );
}
