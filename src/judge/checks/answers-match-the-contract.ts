import type { Exchange } from "../../contract/recording.ts";
import type { Operation } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { jsonBody, mediaType } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, operationNamed, responseOf, say, succeeded } from "../reading/exchanges.ts";
import { misfit } from "../reading/response-schema.ts";
import { valueAt } from "../reading/value-at.ts";

const kept = { title: "Milk", stars: 250, writtenOn: "2026-03-01", id: 7, createdAt: "2026-03-01T08:00:00Z" };
const read = (json: typeof kept | object, type = "application/json") =>
  example((r) => {
    r.scenario("create-read-update-delete");
    r.exchange({ label: "create", operation: "createNote", method: "POST", url: "/notes", status: 201, json: kept });
    r.exchange({
      label: "read back",
      operation: "getNote",
      url: "/notes/7",
      status: 200,
      json: json as typeof kept,
      headers: { "content-type": type },
    });
    r.exchange({ label: "update", operation: "updateNote", method: "PATCH", url: "/notes/7", status: 200, json: kept });
    r.exchange({ label: "delete", operation: "deleteNote", method: "DELETE", url: "/notes/7", status: 204 });
    r.scenario("unusual-values");
    r.scenario("page-through-lists");
    r.exchange({
      label: "page",
      operation: "listNotes",
      url: "/notes",
      status: 200,
      json: { items: [kept], nextCursor: null },
    });
  });
const good = read(kept);

const check: Check = {
  title: { passed: "Answers match the contract", failed: "An answer does not match the contract" },
  severity: "major",
  skills: ["request-and-response-shape", "api-documentation", "rest-api-design"],
  references: [
    { name: "OpenAPI 3.1: Responses", url: "https://spec.openapis.org/oas/v3.1.1.html#responses-object" },
    { name: "RFC 8259 (JSON)", url: "https://www.rfc-editor.org/rfc/rfc8259" },
    { name: "RFC 3339 (dates and times)", url: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6" },
  ],
  why: `Other teams generate their clients from the contract, and those clients trust it. An amount that is a string on one
    endpoint crashed a partner's app for everyone who opened that screen, and the fix had to go through an app store: three
    days. The server's own tests had passed all along, because they compared with what the server does.`,
  hints: {
    look: "Look at the member that is named, in the body that was answered, and at the same member in the contract's schema.",
    ask: "Where does this member get its type: from your code, or from what the database driver made of the column?",
    concept: `Drivers choose types for you: bigint, numeric and count(*) arrive as strings in node-postgres, a date arrives as a
      moment in the server's time zone, numeric arrives as Decimal in psycopg, which JSON does not know. Column names are
      snake_case where the contract says camelCase. So never send a row as it comes: write one function from row to answer that
      names and converts every member, and test it against the schema. https://node-postgres.com/features/types`,
    shape: `toAnswer(row):
  return { id: row.id,
           stars: integer(row.stars),
           writtenOn: text(row.written_on, "YYYY-MM-DD"),
           createdAt: rfc3339(row.created_at) }`,
    example: `A weather API sent "temperature": "21.5", because numeric columns arrive as text. Fixed: Number(row.temperature) in the one
function that builds the answer.`,
    causes: {
      type: "Look at the content type of the answer: a client decides by it how to read the body.",
      "not-json": "Look at the body: it is not JSON at all.",
      schema: "Look at the member that is named: its type or its form is not the one in the contract.",
      status: "Look at the status: it says success, but it is none that the contract documents for this operation.",
    },
  },
  scenarios: ["create-read-update-delete", "unusual-values", "page-through-lists"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const answers = view
      .of("exchange", ...check.scenarios)
      .filter((exchange) => succeeded(exchange) && !refusalsDue.includes(exchange.label));
    const judged = answers.flatMap((exchange) => {
      const operation = operationNamed(view.surface, exchange.operation);
      return operation ? [{ exchange, operation }] : [];
    });
    const failures = judged.flatMap(({ exchange, operation }) => judgeAnswer(exchange, operation));
    return conclude(
      oncePer(failures, (failure) => `${failure.operation} ${failure.reason}`).map(
        ({ operation, reason, ...failure }) => failure,
      ),
      {
        cases: judged.length,
        otherwise: "there was no successful answer",
        measured: { "answers compared": judged.length },
      },
    );
  },
  passes: [
    good,
    read({ ...kept, tags: ["extra"], id: "0190a5b4-7c1e-7000-8000-3f2a1b0c9d8e" }, "application/json; charset=utf-8"),
    read({ ...kept, createdAt: "2026-03-01T09:00:00.123456+01:00" }, "Application/JSON;charset=UTF-8"),
  ],
  breaks: [
    broken("a number is answered as a string", good, (r) =>
      answer(r, "read back", { json: { ...kept, stars: "250" } }),
    ),
    broken("a date is answered as a moment", good, (r) =>
      answer(r, "read back", { json: { ...kept, writtenOn: "2026-03-01T00:00:00.000Z" } }),
    ),
    broken("a moment is answered without its offset", good, (r) =>
      answer(r, "read back", { json: { ...kept, createdAt: "2026-03-01 08:00:00" } }),
    ),
    broken("members are named as the columns are", good, (r) =>
      answer(r, "read back", { json: { id: 7, title: "Milk", stars: 250, written_on: "2026-03-01" } }),
    ),
    broken("JSON is sent as text/html", good, (r) =>
      answer(r, "read back", { headers: { "content-type": "text/html" } }),
    ),
    broken("a bare array instead of a page", good, (r) => answer(r, "page", { json: [kept] })),
    broken("the row is wrapped in an array", good, (r) => answer(r, "read back", { json: [kept] })),
    broken("an update answers 204 without the thing", good, (r) => answer(r, "update", { status: 204, text: "" })),
  ],
};
export default check;

/** A 2xx to these is wrong by itself, whatever it says: other checks tell it. */
const refusalsDue = ["unknown id", "read after delete", "update after delete", "delete again"];

interface Misfit extends Failure {
  operation: string;
  reason: string;
}

function judgeAnswer(exchange: Exchange, operation: Operation): Misfit[] {
  const status = exchange.response?.status ?? 0;
  const documented = documentedFor(operation, status);
  const failure = (cause: string, reason: string, headline: string, expected: string, mark?: string): Misfit[] => [
    {
      operation: operation.id,
      reason,
      headline,
      expected,
      seen: answerOf(exchange),
      entries: [exchange.id],
      cause,
      ...(mark ? { mark: [mark] } : {}),
    },
  ];
  if (!documented) {
    const known = successesOf(operation).join(" or ");
    return failure(
      "status",
      "status",
      `${lineOf(exchange)} answered ${status}; the contract documents ${known}.`,
      known,
    );
  }
  if (!documented.schema) return [];
  const type = mediaType(exchange);
  if (documented.contentType && type !== documented.contentType) {
    const expected = `content-type: ${documented.contentType}`;
    return failure(
      "type",
      "type",
      `${lineOf(exchange)} answered ${type ?? "without a content type"} instead of ${documented.contentType}.`,
      expected,
      type,
    );
  }
  const body = jsonBody(exchange);
  // A body that the judge itself did not keep whole says nothing about the subject.
  if (!body.ok)
    return exchange.response?.body.cut
      ? []
      : failure("not-json", "not-json", `${lineOf(exchange)} answered ${status}, but its body ${body.why}.`, "JSON");
  const wrong = misfit(documented.schema, body.value);
  if (!wrong) return [];
  const member = wrong.where.split(".").at(-1) ?? "";
  const at = wrong.where === "" ? "the body" : `"${wrong.where}"`;
  const seen = wrong.where === "" ? "" : ` (${say(valueAt(body.value, wrong.where))})`;
  const reason = `${wrong.where.replace(/\d+/g, "#")} ${wrong.why}`;
  return failure(
    "schema",
    reason,
    `${lineOf(exchange)} answered ${status}, but ${at}${seen} ${wrong.why}.`,
    `${at} ${wrong.why}`,
    member && `"${member}"`,
  );
}

/**
 * A 2xx that is not documented is judged by the documented one where there is just one with a body; whether a create
 * says 201 is for created-answers-201-with-location.
 */
function documentedFor(operation: Operation, status: number) {
  const documented = responseOf(operation, status);
  if (documented || operation.method !== "POST") return documented;
  return operation.responses["201"] ?? operation.responses["200"];
}

function successesOf(operation: Operation): string[] {
  return Object.keys(operation.responses).filter((status) => status.startsWith("2"));
}
