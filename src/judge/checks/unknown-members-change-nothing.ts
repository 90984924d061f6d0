import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import {
  answerOf,
  asObject,
  broke,
  lineOf,
  objectOf,
  outcomeOf,
  say,
  sentObject,
  succeeded,
  wasRefused,
} from "../reading/exchanges.ts";
import { sameJson } from "../reading/same-value.ts";
import type { MoreNote } from "../scenarios/unusual-values.ts";

const kept = { title: "Milk", stars: 1, writtenOn: "2026-01-01", id: 7, createdAt: "2026-01-01T00:00:00Z" };
const noteOf = (what: string, member: string, id: string): Record<string, Json> => ({
  resource: "note",
  what,
  member,
  case: id,
});
const strange = noteOf("a member that nobody knows", "k3x9", "m0");
const id = noteOf("an id of the client's choice", "id", "m1");
const more = { label: "create with more", method: "POST", url: "/notes" };
const good = example((r) => {
  r.scenario("unusual-values");
  r.exchange({ ...more, note: strange, sentText: `{"title":"Milk","k3x9":"v"}`, status: 201, json: kept });
  r.exchange({ label: "read with more", note: strange, url: "/notes/7", status: 200, json: kept });
  r.exchange({
    ...more,
    note: id,
    sentText: `{"title":"Milk","id":999}`,
    status: 422,
    json: { title: "Unknown member", status: 422 },
  });
  const only = noteOf("nothing but a member that nobody knows", "k3x9", "m-only");
  r.exchange({
    label: "update with more",
    note: only,
    method: "PATCH",
    url: "/notes/7",
    sentText: `{"k3x9":1}`,
    status: 200,
    json: kept,
  });
  r.exchange({ label: "read updated with more", note: only, url: "/notes/7", status: 200, json: kept });
  r.exchange({
    label: "create usual",
    note: { resource: "note", thing: "usual" },
    method: "POST",
    url: "/notes",
    sent: kept,
    status: 201,
    json: kept,
  });
});
const idTaken = example((r) => {
  r.scenario("unusual-values");
  const owned = noteOf("an id of the client's choice", "id", "m1-update");
  r.exchange({
    label: "update with more",
    note: owned,
    method: "PATCH",
    url: "/notes/7",
    sentText: `{"id":999}`,
    status: 200,
    json: { ...kept, id: 999 },
  });
  r.exchange({
    label: "read updated with more",
    note: owned,
    url: "/notes/7",
    status: 404,
    json: { title: "No", status: 404 },
  });
});

const check: Check = {
  title: { passed: "Unknown members change nothing", failed: "A member that nobody asked for was taken" },
  severity: "critical",
  skills: ["validation", "security-basics", "owasp-top-10"],
  references: [
    {
      name: "OWASP API3:2023 (property level authorization)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/",
    },
    { name: "CWE-915 (mass assignment)", url: "https://cwe.mitre.org/data/definitions/915.html" },
    { name: "CWE-1321 (prototype pollution)", url: "https://cwe.mitre.org/data/definitions/1321.html" },
  ],
  why: `In 2012 somebody sent a member that no form had, and GitHub took it: he could write to any project. The handler saved
    whatever was in the body. Ids, owners, moments of creation, "isAdmin": what a client may set is a list that you write,
    or it is the list of your columns. And one __proto__ that is merged into an object changes every request after it.`,
  hints: {
    look: "Look at the member that was sent beyond the contract, and at where it turns up in the answers after it.",
    ask: "Does your handler take the members that it knows, or everything that is in the body?",
    concept: `Pick, do not spread. A handler that passes the whole body on ({ ...body }, **body, a loop over its keys) lets the client choose
      columns. Name what you take, one member at a time, or validate with a schema that strips or refuses what it does not know
      (additionalProperties: false). For an update, build the SET list from your own list of columns, and treat
      "nothing that I know was sent" as a case of its own. https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html`,
    shape: `taken = {}
for name in ["title", "stars", "writtenOn"]:      # your list, not theirs
  if name in body: taken[name] = body[name]
if taken is empty: answer the thing as it is, or 422`,
    example: `A forum ran User.update(req.body) and had members with role "admin" the week after. Fixed: User.update({ name: body.name,
signature: body.signature }).`,
    causes: {
      stored:
        "Look at the answer: the member came back, so it went through your handler into the database or the answer.",
      "own-value": "Look at the member: it is the program's own to say, and it took the client's word for it.",
      broke:
        "Look at the program's log lines of that moment: the member reached something that was not made for it, a column list or an empty SET.",
      polluted:
        "Look at an answer to a request that did not send the member: it is there all the same. What is merged into what?",
    },
  },
  scenarios: ["unusual-values"],
  promises: ["unknown-members-change-nothing"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const tried = view.of("exchange", "unusual-values").filter((exchange) => exchange.label.endsWith("with more"));
    const failures = [...tried.flatMap((exchange) => judgeExchange(exchange, tried)), ...judgePollution(view, tried)];
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases: tried.length, otherwise: "no unknown member was sent" },
    );
  },
  passes: [good],
  breaks: [
    broken("the body is stored as it is and answered", good, (r) =>
      answer(r, "read with more", { json: { ...kept, k3x9: "v" } }),
    ),
    broken("the body is echoed", good, (r) => answer(r, "create with more", { json: { ...kept, k3x9: "v" } })),
    broken("the client's id is taken", good, (r) =>
      answer(r, "create with more", { status: 201, json: { ...kept, id: 999 } }, 1),
    ),
    broken("column names are taken from the body", good, (r) => answer(r, "create with more", { status: 500 })),
    broken("an update with nothing known makes an empty SET", good, (r) =>
      answer(r, "update with more", { status: 500 }),
    ),
    broken("an unknown member makes the program die", good, (r) => answer(r, "update with more", null)),
    { fault: "an update moves the thing to another id", recording: idTaken },
    broken("the prototype of all objects is polluted", good, (r) =>
      answer(r, "create usual", { json: { ...kept, k3x9: "v" } }),
    ),
  ],
};
export default check;

function judgeExchange(exchange: Exchange, all: Exchange[]): Failure[] {
  const { member, what, case: id } = exchange.note as unknown as MoreNote;
  const carrier = all.find((e) => (e.note as unknown as MoreNote).case === id) as Exchange;
  const carries = exchange === carrier;
  const said = `${lineOf(carrier)} with "${member}" (${what})`;
  if (carries && (broke(exchange) || !exchange.response)) {
    return exchange.outcome === "aborted"
      ? []
      : [failure("broke", [exchange], `${said} ${outcomeOf(exchange)}.`, "2xx without it, or 4xx")];
  }
  const value = sentObject(carrier)?.[member];
  if (value === undefined || wasRefused(carrier) || !succeeded(carrier)) return [];
  if (!carries && exchange.response?.status === 404 && carrier.request.method !== "POST") {
    return [
      failure(
        "own-value",
        [carrier, exchange],
        `After ${said}, ${lineOf(exchange)} ${outcomeOf(exchange)}.`,
        "the thing, under its own id",
      ),
    ];
  }
  const answered = succeeded(exchange) ? objectOf(exchange) : undefined;
  if (!answered || !Object.hasOwn(answered, member) || !sameEnough(value, answered[member])) return [];
  const cause = what.includes("nobody knows") || what.includes("JavaScript") ? "stored" : "own-value";
  return [
    {
      ...failure(
        cause,
        [...new Set([carrier, exchange])],
        `${said} was taken: ${lineOf(exchange)} answers "${member}": ${say(value)}.`,
        "the member ignored or refused",
      ),
      mark: [`"${member}"`],
    },
  ];
}

/** The made-up member in an answer to a request that did not send it. */
function judgePollution(view: RecordingView, tried: Exchange[]): Failure[] {
  const note = tried
    .map((e) => e.note as unknown as MoreNote)
    .find(({ what }) => what === "a member that nobody knows");
  if (!note) return [];
  const sentIn = new Set(
    tried
      .map((e) => e.note as unknown as MoreNote)
      .filter(({ member }) => member === note.member)
      .map(({ case: id }) => id),
  );
  const marked = view.of("exchange", "unusual-values").find((exchange) => {
    if (sentIn.has(String(asObject(exchange.note)?.case))) return false;
    return succeeded(exchange) && Object.hasOwn(objectOf(exchange) ?? {}, note.member);
  });
  if (!marked) return [];
  return [
    failure(
      "polluted",
      [marked],
      `${lineOf(marked)} answers "${note.member}", which this request did not send.`,
      "an answer without it",
    ),
  ];
}

function failure(cause: string, exchanges: Exchange[], headline: string, expected: string): Failure {
  const last = exchanges.at(-1) as Exchange;
  return { cause, headline, expected, seen: answerOf(last), entries: exchanges.map((exchange) => exchange.id) };
}

/** A moment may come back in another notation; an id as text or number. */
function sameEnough(sent: Json, seen: Json | undefined): boolean {
  if (sameJson(sent, seen) || String(sent) === String(seen)) return true;
  return (
    typeof sent === "string" &&
    typeof seen === "string" &&
    Number.isFinite(Date.parse(sent)) &&
    Date.parse(sent) === Date.parse(seen)
  );
}
