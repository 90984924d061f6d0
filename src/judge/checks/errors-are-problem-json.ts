import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { jsonBody, mediaType } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, operationNamed, responseOf, say, wasRefused } from "../reading/exchanges.ts";
import { misfit } from "../reading/response-schema.ts";

const problem = { title: "Not found", status: 404 };
const life = (json: typeof problem | object, type = "application/problem+json") =>
  example((r) => {
    r.scenario("create-read-update-delete");
    r.exchange({
      label: "unknown id",
      operation: "getNote",
      url: "/notes/1000007",
      status: 404,
      json: json as typeof problem,
      headers: { "content-type": type },
    });
    r.exchange({
      label: "wrong method",
      method: "PUT",
      url: "/notes/7",
      status: 405,
      json: { title: "No such method", status: 405 },
    });
    r.scenario("hostile-input");
    r.exchange({
      label: "hostile",
      operation: "createNote",
      method: "POST",
      url: "/notes",
      sent: { title: 1 },
      status: 422,
      json: { type: "about:blank", title: "Unprocessable", status: 422, errors: [{ path: "title" }] },
    });
    // Too long for the server's own parser, or no target at all: the program never saw them.
    r.exchange({
      label: "hostile",
      url: "/notes?a=%zz",
      status: 400,
      text: "<h1>400</h1>",
      headers: { "content-type": "text/html" },
    });
    r.exchange({ label: "hostile", url: "/notes/x", status: 414, text: "", headers: { connection: "close" } });
  });
const good = life(problem);

const check: Check = {
  title: { passed: "Errors are problem documents", failed: "An error is not a problem document" },
  severity: "minor",
  skills: ["error-responses", "request-and-response-shape", "api-documentation"],
  references: [
    { name: "RFC 9457 (Problem Details)", url: "https://www.rfc-editor.org/rfc/rfc9457" },
    { name: "RFC 9457 §3.1.2 (status)", url: "https://www.rfc-editor.org/rfc/rfc9457#section-3.1.2" },
  ],
  why: `Clients show people what went wrong, and decide whether to try again, from the body of an error. Where each handler has a
    shape of its own, every client grows a pile of special cases, and the one that nobody knew (an HTML page from the
    framework's default handler) turns "this name is taken" into "unexpected token <".`,
  hints: {
    look: "Look at the content type and the body of the refused request. Did your code write them, or your framework's default handler?",
    ask: "Is there one place that every error goes through: thrown errors, validation, unknown paths, wrong methods, bodies that cannot be parsed?",
    concept: `RFC 9457 gives errors one shape: content type application/problem+json, with a title for people and the status once more in
      the body, for those who only have the body left. Frameworks answer some errors by themselves (no such route,
      malformed JSON), past your handlers; each has a hook for it, such as setErrorHandler and setNotFoundHandler in Fastify or an error
      middleware in Express. Put the writing of problems into one function and use it in all hooks.
      https://fastify.dev/docs/latest/Reference/Server/#seterrorhandler`,
    shape: `problem(response, status, title, detail):
  response.status = status
  response.header["Content-Type"] = "application/problem+json"
  response.body = json({ title, status, detail })
onError(error): problem(…, error.status or 500, …)
onUnknownRoute(): problem(…, 404, "Not found")`,
    example: `A booking API answered unknown paths with its framework's HTML page. Fixed: app.setNotFoundHandler((request, reply) =>
sendProblem(reply, 404, "Not found")).`,
    causes: {
      type: "Look at the content type of the answer: clients tell errors of this shape by it.",
      "not-json": "Look at the body: it is not JSON. Which handler wrote it?",
      schema: "Look at the members of the body against title and status.",
      "other-status": "Look at the status in the body and at the status of the answer: they do not agree.",
    },
  },
  scenarios: ["create-read-update-delete", "hostile-input"],
  promises: ["problem-json"],
  judge(view) {
    const errors = view
      .of("exchange", ...check.scenarios)
      .filter((exchange) => wasRefused(exchange) && isOfTheProgram(exchange));
    const failures = errors.flatMap((exchange) => {
      const operation = operationNamed(view.surface, exchange.operation);
      const schema = operation && responseOf(operation, exchange.response?.status ?? 0)?.schema;
      return judgeError(exchange, schema ?? minimal);
    });
    return conclude(
      oncePer(failures, (failure) => `${failure.cause} ${failure.status}`).map(({ status, ...failure }) => failure),
      { cases: errors.length, otherwise: "no request was refused", measured: { "errors read": errors.length } },
    );
  },
  passes: [
    good,
    life({ ...problem, detail: "There is no such note.", traceId: "a1" }, "Application/Problem+JSON; charset=utf-8"),
  ],
  breaks: [
    broken("plain JSON", good, (r) => answer(r, "unknown id", { headers: { "content-type": "application/json" } })),
    broken("the framework's HTML page", good, (r) =>
      answer(r, "wrong method", { text: "<h1>Cannot PUT</h1>", headers: { "content-type": "text/html" } }),
    ),
    broken("an empty body", good, (r) => answer(r, "unknown id", { text: "", headers: {} })),
    broken("{ error } instead of a title", good, (r) =>
      answer(r, "hostile", { json: { error: "title must be a string", status: 422 } }),
    ),
    broken("the status is missing in the body", good, (r) =>
      answer(r, "hostile", { json: { title: "Unprocessable" } }),
    ),
    broken("the status is a string", good, (r) =>
      answer(r, "hostile", { json: { title: "Unprocessable", status: "422" } }),
    ),
    broken("the body says another status", good, (r) =>
      answer(r, "hostile", { json: { title: "Unprocessable", status: 400 } }),
    ),
  ],
};
export default check;

/** What every problem has to have, for errors outside the contract's operations: unknown paths, wrong methods. */
const minimal = {
  type: "object",
  required: ["title", "status"],
  properties: { title: { type: "string" }, status: { type: "integer" } },
};

/** HTTP servers answer these before any program is asked, and most cannot be taught to do it otherwise. */
const answeredByServers = [408, 411, 413, 414, 417, 426, 431];

/** Characters that a target may have (RFC 3986 §3): many servers refuse others by themselves, with a page of their own. */
const wellFormedTarget = /^(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*$/i;

function isOfTheProgram({ request, response }: Exchange): boolean {
  if (request.method === "HEAD" || !wellFormedTarget.test(request.url)) return false;
  return !answeredByServers.includes(response?.status ?? 0);
}

interface WrongError extends Failure {
  status: number;
}

function judgeError(exchange: Exchange, schema: NonNullable<Parameters<typeof misfit>[0]>): WrongError[] {
  const status = exchange.response?.status ?? 0;
  const failure = (cause: string, headline: string, expected: string, mark?: string): WrongError[] => [
    {
      status,
      cause,
      headline,
      expected,
      seen: answerOf(exchange),
      entries: [exchange.id],
      ...(mark ? { mark: [mark] } : {}),
    },
  ];
  const type = mediaType(exchange);
  if (type !== "application/problem+json") {
    return failure(
      "type",
      `${lineOf(exchange)} answered ${status} ${type ? `as ${type}` : "without a content type"}.`,
      "content-type: application/problem+json",
      type,
    );
  }
  const body = jsonBody(exchange);
  if (!body.ok) {
    if (exchange.response?.body.cut) return [];
    return failure(
      "not-json",
      `${lineOf(exchange)} answered ${status}, but its body ${body.why}.`,
      "a problem document",
    );
  }
  const wrong = misfit(schema, body.value) ?? misfit(minimal, body.value);
  if (wrong) {
    const at = wrong.where === "" ? "the body" : `"${wrong.where}"`;
    return failure(
      "schema",
      `${lineOf(exchange)} answered ${status}, but ${at} ${wrong.why}.`,
      "title (text) and status (integer)",
      wrong.where && `"${wrong.where}"`,
    );
  }
  const said = asObject(body.value)?.status;
  if (said === status) return [];
  return failure(
    "other-status",
    `${lineOf(exchange)} answered ${status}, but its body says status ${say(said)}.`,
    `"status": ${status}`,
    `"status"`,
  );
}
