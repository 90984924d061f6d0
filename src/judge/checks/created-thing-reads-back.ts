import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Resource, Surface } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { idOf } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, objectOf, outcomeOf, say, sentObject, succeeded } from "../reading/exchanges.ts";
import { isAnswered } from "../reading/is-answered.ts";
import { livesIn } from "../reading/lives.ts";
import { sameThing } from "../reading/same-value.ts";

const sent = { title: "Milk", stars: 250, writtenOn: "2026-03-01" };
const kept = { ...sent, id: 7, createdAt: "2026-03-01T08:00:00Z" };
const note = { resource: "note", thing: "first" };

const good = example((r) => {
  r.scenario("create-read-update-delete");
  r.exchange({
    label: "create",
    note,
    operation: "createNote",
    method: "POST",
    url: "/notes",
    sent,
    status: 201,
    json: kept,
  });
  r.exchange({ label: "read back", note, operation: "getNote", url: "/notes/7", status: 200, json: kept });
});
const uuid = "0190a5b4-7c1e-7000-8000-3f2a1b0c9d8e";
const withUuid = example((r) => {
  r.scenario("create-read-update-delete");
  r.exchange({ label: "create", note, method: "POST", url: "/notes", sent, status: 201, json: { id: uuid } });
  r.exchange({ label: "read back", note, url: `/notes/${uuid}`, status: 200, json: { ...kept, id: uuid, tags: [] } });
});

const check: Check = {
  title: { passed: "What is created can be read back", failed: "What is created does not read back" },
  severity: "critical",
  skills: ["request-and-response-shape", "relational-databases", "rest-api-design"],
  references: [
    { name: "RFC 9110 §9.3.3 (POST)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.3" },
    { name: "RFC 9110 §15.3.2 (201 Created)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.3.2" },
  ],
  why: `A client that was told "created" throws its own copy away. If the row is not there, or a column was forgotten in the
    INSERT, nobody notices until a customer asks where last month's entries went, and by then there is nothing to restore
    them from. Support sees "it worked yesterday"; the log shows nothing but 201.`,
  hints: {
    look: "Compare, member by member, the body that was sent with the body that the read answered. Which one is missing or different?",
    ask: "Between the request body and the row, which names does each value pass through, and is every one of them in both the INSERT and the SELECT?",
    concept: `A create handler maps members of the body to columns, a read handler maps columns back to members. Each map is written
      by hand or by a library, and each can forget or swap one. Let the database hand back what it really stored:
      \`insert … returning *\` gives the row as it is, ids and defaults included, so that the answer can be made by the same
      function that the read uses. One function from row to answer means one place to be wrong in.
      https://www.postgresql.org/docs/current/dml-returning.html`,
    shape: `create(body):
  row = sql("insert into things (a, b, c) values ($1, $2, $3) returning *", body.a, body.b, body.c)
  answer 201, toAnswer(row)
read(id):
  row = sql("select * from things where id = $1", id)
  answer 200, toAnswer(row)        # the same function`,
    example: `A contacts API inserted (name, phone) and answered { ...body, id }, so the create always looked right; e-mail was never in
the INSERT. Fixed: "insert into contacts (name, phone, email) values ($1, $2, $3) returning *", and the answer is built
from the returned row, never from the request.`,
    causes: {
      "not-created":
        "Look at the answer to the create: a body that the contract allows was not accepted. The program's own log lines at that moment say why.",
      "no-id": "Look at the answer to the create: without the id nobody can ask for the thing again.",
      "not-found":
        "Look at the id in the answer to the create and the id in the read that follows: was the row stored at all (committed), and is it looked up by the same column?",
      "read-broke":
        "Look at the program's own log lines at the moment of the read: the create worked, the read of the same row did not.",
      differs:
        "Look at the member that came back with another value: follow that one value from the body to the column and back.",
      "member-lost":
        "Look at the member that is missing in the read: is it in the INSERT, in the SELECT, and in the function that builds the answer?",
    },
  },
  scenarios: ["create-read-update-delete"],
  judgesStopped: true,
  after: ["program-starts-and-answers"],
  judge(view) {
    const failures: Failure[] = [];
    let cases = 0;
    for (const { resource, exchanges } of livesIn(view)) {
      const create = exchanges.find((exchange) => exchange.label === "create");
      if (!create || create.outcome === "aborted") continue;
      const read = exchanges.find((exchange) => exchange.label === "read back");
      cases++;
      const failure = judgeCreate(create, resource) ?? (read && judgeRead(view.surface, create, read, resource));
      if (failure) failures.push(failure);
    }
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { view, cases, otherwise: "nothing was created", measured: { "things created": cases } },
    );
  },
  passes: [good, withUuid],
  breaks: [
    broken("a valid body is answered 500", good, (r) =>
      answer(r, "create", { status: 500, json: { title: "Oops", status: 500 } }),
    ),
    broken("the program dies on the first create", good, (r) => answer(r, "create", null)),
    broken("the create answers without an id", good, (r) => answer(r, "create", { json: sent })),
    broken("the row was never committed", good, (r) =>
      answer(r, "read back", { status: 404, json: { title: "No", status: 404 } }),
    ),
    broken("a column is missing in the INSERT", good, (r) =>
      answer(r, "read back", { json: { ...kept, title: null } }),
    ),
    broken("two columns are swapped", good, (r) => answer(r, "read back", { json: { ...kept, stars: 1 } })),
    broken("the read answers without a member", good, (r) =>
      answer(r, "read back", { json: { id: 7, title: "Milk", stars: 250 } }),
    ),
    broken("the create answers values that were not sent", good, (r) =>
      answer(r, "create", { json: { ...kept, title: "Tea" } }),
    ),
  ],
};
export default check;

function judgeCreate(create: Exchange, resource: Resource): Failure | undefined {
  if (!succeeded(create)) {
    return {
      headline: `${lineOf(create)} with a body that the contract allows ${outcomeOf(create)}.`,
      expected: "an answer 2xx with the created thing",
      seen: answerOf(create),
      entries: [create.id],
      cause: "not-created",
    };
  }
  if (idOf(create, resource) === undefined) {
    return {
      headline: `${lineOf(create)} answered ${create.response?.status} without the member "${resource.idMember}".`,
      expected: `the created thing, with its "${resource.idMember}"`,
      seen: answerOf(create),
      entries: [create.id],
      cause: "no-id",
    };
  }
  // What the answer leaves out is for answers-match-the-contract; here only what it says wrongly.
  const said = objectOf(create) ?? {};
  const wrong = Object.entries(sentObject(create) ?? {}).find(
    ([name, value]) => name in said && !sameThing(value, said[name]),
  );
  return wrong && differs(create, wrong, said[wrong[0]], [create.id]);
}

function judgeRead(surface: Surface, create: Exchange, read: Exchange, resource: Resource): Failure | undefined {
  const entries = [create.id, read.id];
  if (!succeeded(read)) {
    return {
      headline: `${lineOf(read)} ${outcomeOf(read)} just after ${lineOf(create)} had answered ${create.response?.status}.`,
      expected: "200 with what was created",
      seen: answerOf(read),
      entries,
      cause: read.response?.status === 404 ? "not-found" : "read-broke",
    };
  }
  const seen = objectOf(read) ?? {};
  const [created, found] = [idOf(create, resource), idOf(read, resource)];
  if (found !== undefined && found !== created) {
    return differs(read, [resource.idMember, created ?? null], found, entries);
  }
  for (const [name, value] of Object.entries(sentObject(create) ?? {})) {
    if (name in seen && seen[name] !== null && !sameThing(value, seen[name]))
      return differs(read, [name, value], seen[name], entries);
    const isMissing = seen[name] === undefined || seen[name] === null;
    if (value !== null && isMissing && isAnswered(surface, read, name)) {
      return {
        headline: `${lineOf(read)} answers no "${name}", though ${say(value)} was sent when it was created.`,
        expected: `"${name}": ${say(value)}`,
        seen: answerOf(read),
        entries,
        cause: "member-lost",
      };
    }
  }
  return undefined;
}

function differs(
  exchange: Exchange,
  [name, value]: [string, Json],
  seen: Json | undefined,
  entries: number[],
): Failure {
  return {
    headline: `${lineOf(exchange)} answers "${name}": ${say(seen)}, but ${say(value)} was sent.`,
    expected: `"${name}": ${say(value)}`,
    seen: `"${name}": ${say(seen)}`,
    entries,
    mark: [`"${name}"`],
    cause: "differs",
  };
}
