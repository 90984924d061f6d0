import type { Exchange } from "../../contract/recording.ts";
import type { Operation } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { header, idOf } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, operationNamed, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { livesIn } from "../reading/lives.ts";

const sent = { title: "Milk", stars: 250, writtenOn: "2026-03-01" };
const kept = { ...sent, id: 7, createdAt: "2026-03-01T08:00:00Z" };
const note = { resource: "note", thing: "first" };
const json = "application/json; charset=utf-8";

const withLocation = (location: string, name = "Location") =>
  example((r) => {
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
      headers: { "content-type": json, [name]: location },
    });
    r.exchange({ label: "read by Location", note, operation: "getNote", url: "/notes/7", status: 200, json: kept });
  });
const good = withLocation("/notes/7");

const check: Check = {
  title: {
    passed: "A create answers 201 and says where the thing is",
    failed: "A create does not answer 201 with a Location that works",
  },
  severity: "minor",
  skills: ["status-codes", "http-methods", "rest-api-design"],
  references: [
    { name: "RFC 9110 §15.3.2 (201 Created)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.3.2" },
    { name: "RFC 9110 §10.2.2 (Location)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2" },
  ],
  why: `Generated clients, gateways and retry layers act on the status before anyone reads the body. A partner's client counted
    only 201 as created; a 200 sent it into its retry loop, and every order was entered three times. A Location that
    leads nowhere breaks the importers that follow it.`,
  hints: {
    look: "Look at the status line and the headers of the answer to the create.",
    ask: "What does your framework answer when a handler says nothing about the status, and where would a client find the new thing?",
    concept: `201 means: something new exists now. 200 only means: it worked. With 201 goes Location, the address of the new
      thing; it may be relative ("/things/7"), and is resolved against the address of the request. So "things/7"
      without the leading slash is a different place when the request was for "/v1/things/". Set both before the body is written,
      since headers cannot be added afterwards. https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Location`,
    shape: `row = insert(...)
response.status = 201
response.header["Location"] = "/things/" + row.id
response.body = toAnswer(row)`,
    example: `A photo service answered 201 with "Location: /photo/undefined": the header was built from the request body, which has no
id. Fixed: build it from the row that "insert … returning id" gave back.`,
    causes: {
      status: "Look at the status: the thing was made, but the answer does not say so.",
      "no-location": "Look at the headers of the answer: Location is not among them.",
      "leads-nowhere": "Look at the value of Location, and at what a GET of it answered.",
    },
  },
  scenarios: ["create-read-update-delete"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const failures: Failure[] = [];
    let cases = 0;
    for (const { resource, exchanges } of livesIn(view)) {
      const create = exchanges.find((exchange) => exchange.label === "create" && succeeded(exchange));
      const operation = operationNamed(view.surface, resource.create);
      if (!create || !operation?.responses["201"]) continue;
      cases++;
      const followed = exchanges.find((exchange) => exchange.label === "read by Location");
      const failure = judgeStatus(create) ?? judgeLocation(create, operation, followed);
      const readsBack = idOf(exchanges.find((exchange) => exchange.label === "read back") ?? create, resource);
      const wrongThing = followed && readsBack !== undefined && idOf(followed, resource) !== readsBack;
      if (failure) failures.push(failure);
      else if (followed && wrongThing) failures.push(leadsNowhere(create, followed));
    }
    if (cases === 0 && view.surface.resources.every((r) => !operationNamed(view.surface, r.create)?.responses["201"])) {
      return { verdict: "not-applicable", why: "the contract documents no 201" };
    }
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { view, cases, otherwise: "nothing was created" },
    );
  },
  passes: [
    good,
    withLocation("http://127.0.0.1:4711/notes/7"),
    withLocation("/notes/7", "location"),
    withLocation("https://api.example.com/notes/7", "LOCATION"),
  ],
  breaks: [
    broken("the framework's default status", good, (r) => answer(r, "create", { status: 200 })),
    broken("no Location", good, (r) => answer(r, "create", { headers: { "content-type": json } })),
    broken("an empty Location", good, (r) => answer(r, "create", { headers: { location: "" } })),
    broken("Location leads to a 404", good, (r) =>
      answer(r, "read by Location", { status: 404, json: { title: "No", status: 404 } }),
    ),
    broken("Location is that of the collection", good, (r) =>
      answer(r, "read by Location", { json: { items: [kept], nextCursor: null } }),
    ),
    broken("Location is that of another thing", good, (r) =>
      answer(r, "read by Location", { json: { ...kept, id: 6 } }),
    ),
  ],
};
export default check;

function judgeStatus(create: Exchange): Failure | undefined {
  if (create.response?.status === 201) return undefined;
  return {
    headline: `${lineOf(create)} made a new thing and ${outcomeOf(create)}.`,
    expected: "201 Created",
    seen: String(create.response?.status),
    entries: [create.id],
    cause: "status",
  };
}

function judgeLocation(create: Exchange, operation: Operation, followed: Exchange | undefined): Failure | undefined {
  const location = header(create, "location");
  const required = operation.responses["201"]?.headers.some((name) => name.toLowerCase() === "location");
  if (!location) {
    if (!required) return undefined;
    return {
      headline: `${lineOf(create)} answered 201 without a Location.`,
      expected: "a Location header with the address of the new thing",
      seen: `headers: ${create.response?.headers.map(([name]) => name).join(", ") || "none"}`,
      entries: [create.id],
      cause: "no-location",
    };
  }
  return followed && !succeeded(followed) ? leadsNowhere(create, followed) : undefined;
}

function leadsNowhere(create: Exchange, followed: Exchange): Failure {
  const location = header(create, "location") ?? "";
  return {
    headline: `Location said ${location}, but ${lineOf(followed)} ${outcomeOf(followed)}${succeeded(followed) ? " with another thing" : ""}.`,
    expected: "the created thing at the address in Location",
    seen: answerOf(followed),
    entries: [create.id, followed.id],
    mark: [location],
    cause: "leads-nowhere",
  };
}
