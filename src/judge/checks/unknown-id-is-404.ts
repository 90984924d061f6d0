import type { Exchange } from "../../contract/recording.ts";
import type { Surface } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example, exampleSurface } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { saysThereIsNone } from "../reading/there-is-none.ts";

const gone = { title: "Not found", status: 404 };
const of = (wellFormed: boolean) => ({ resource: "note", wellFormed });
const good = example((r) => {
  r.scenario("create-read-update-delete");
  r.exchange({ label: "unknown id", note: of(true), url: "/notes/1000007", status: 404, json: gone });
  r.exchange({
    label: "unknown id",
    note: of(true),
    method: "PATCH",
    url: "/notes/1000007",
    sent: { stars: 2 },
    status: 404,
    json: gone,
  });
});
const strangeIds = example((r) => {
  r.scenario("create-read-update-delete");
  r.exchange({
    label: "unknown id",
    note: of(false),
    url: "/notes/nt_4fX2",
    status: 400,
    json: { title: "Malformed id", status: 400 },
  });
});
/** Where things belong to people, what is not there and what is not theirs are answered alike. */
const belonging = { ...exampleSurface, access: { getNote: { allowed: ["owner"] } } };
const forbidden = example((r) => {
  r.scenario("create-read-update-delete");
  const no = { title: "Forbidden", status: 403 };
  r.exchange({
    label: "unknown id",
    note: of(true),
    operation: "getNote",
    url: "/notes/1000007",
    status: 403,
    json: no,
  });
}, belonging);

const check: Check = {
  title: {
    passed: "An id that does not exist is answered 404",
    failed: "An id that does not exist is not answered 404",
  },
  severity: "major",
  skills: ["status-codes", "error-responses", "rest-api-design"],
  references: [
    { name: "RFC 9110 §15.5.5 (404)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5" },
    { name: "CWE-252 (unchecked return value)", url: "https://cwe.mitre.org/data/definitions/252.html" },
  ],
  why: `Every list has rows that somebody else deletes a second before you click. If that is a 500, the on-call phone rings for
    ordinary use, and real failures drown in it. If it is a 200 with nothing inside, clients show blank pages, or save the emptiness
    over the copy they had.`,
  hints: {
    look: "Look at the status, and at the program's log lines of that moment: is there an error about reading a member of nothing?",
    ask: "What does your query give back when no row matches, and what does the next line of the handler do with that?",
    concept: `A SELECT that matches nothing succeeds: the driver gives an empty list (node-postgres: rows.length is 0) or nothing at
      all (psycopg: fetchone() is None). The handler has to turn that into 404 before it touches the row. The same is true of
      "update … returning *". Put the question into one function, "the row or a not-found error", and use it in every handler
      that takes an id. https://www.psycopg.org/psycopg3/docs/api/cursors.html`,
    shape: `row = first(sql("select * from things where id = $1", id))
if row is nothing: answer 404
answer 200, toAnswer(row)`,
    example: `A parcel tracker did "return toAnswer(rows[0])" and answered 500, "Cannot read properties of undefined". Fixed: "const [row] =
rows; if (!row) throw new NotFound()".`,
    causes: {
      crashed: "Look at the program's log lines of that moment: the handler fell over a row that is not there.",
      "empty-success":
        "Look at the body under the 2xx: it is what an empty result looks like when nobody asks whether there is a row.",
      "other-status":
        "Look at the status: the id has the shape of your own ids, so nothing is malformed; there is just no such row.",
    },
  },
  scenarios: ["create-read-update-delete"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const asked = view
      .of("exchange", "create-read-update-delete")
      .filter((exchange) => exchange.label === "unknown id");
    const failures = asked.filter((exchange) => !isRight(view.surface, exchange)).map(failureOf);
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases: asked.length, otherwise: "no unknown id was asked for", patient: view },
    );
  },
  passes: [good, strangeIds, forbidden],
  breaks: [
    broken("the handler falls over the missing row", good, (r) =>
      answer(r, "unknown id", { status: 500, json: { title: "Oops", status: 500 } }),
    ),
    broken("200 with null", good, (r) => answer(r, "unknown id", { status: 200, text: "null" })),
    broken("204 for an update of nothing", good, (r) => answer(r, "unknown id", { status: 204, text: "" }, 1)),
    broken("the update makes a new row", good, (r) => answer(r, "unknown id", { status: 201, json: { id: 1 } }, 1)),
    broken("400 for a well-formed id", good, (r) =>
      answer(r, "unknown id", { status: 400, json: { title: "Bad", status: 400 } }),
    ),
    { fault: "403 where nothing belongs to anybody", recording: { ...forbidden, surface: exampleSurface } },
    broken("no answer at all", good, (r) => answer(r, "unknown id", null)),
  ],
};
export default check;

function isRight(surface: Surface, exchange: Exchange): boolean {
  if (saysThereIsNone(surface, exchange)) return true;
  return asObject(exchange.note)?.wellFormed !== true && [400, 422].includes(exchange.response?.status ?? 0);
}

function failureOf(exchange: Exchange): Failure {
  const status = exchange.response?.status ?? 0;
  return {
    headline: `${lineOf(exchange)} ${outcomeOf(exchange)}, though there is no such thing.`,
    expected: "404",
    seen: answerOf(exchange),
    entries: [exchange.id],
    cause: succeeded(exchange) ? "empty-success" : status >= 500 || status === 0 ? "crashed" : "other-status",
  };
}
