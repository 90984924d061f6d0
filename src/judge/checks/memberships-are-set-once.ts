import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { idsOfPage } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { answerOf, asObject, broke, lineOf, objectOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";

const set = { operation: "share", method: "PUT", url: "/books/3/people/5", status: 204 };
const book = { operation: "getBook", url: "/books/3" };
const list = { operation: "listBooks", url: "/books", note: { resource: "book", id: "3" }, status: 200 };
const gone = { title: "Not found", status: 404 };
const good = example((r) => {
  r.scenario("meet-at-the-same-moment");
  for (const role of ["editor", "viewer"]) {
    r.exchange({ ...set, label: "set a role together", note: { person: "Rem", role }, sent: { role }, at: 1 });
  }
  r.exchange({ ...book, label: "look while in", status: 200, json: { id: 3, role: "viewer" } });
  r.exchange({ ...list, label: "look while in in the list", json: { items: [{ id: 3 }, { id: 2 }] } });
  r.exchange({ ...set, label: "take the role away", method: "DELETE" });
  r.exchange({ ...book, label: "look when out", status: 404, json: gone });
  r.exchange({ ...list, label: "look when out in the list", json: { items: [{ id: 2 }] } });
}, sharingSurface);

const check: Check = {
  title: { passed: "A person has one role in a thing", failed: "A person's role in a thing is kept more than once" },
  severity: "major",
  skills: ["schema-design", "concurrency", "relational-databases"],
  references: [
    { name: "RFC 9110 §9.3.4 (PUT is idempotent)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.4" },
    { name: "CWE-362 (race condition)", url: "https://cwe.mitre.org/data/definitions/362.html" },
    {
      name: "PostgreSQL: insert … on conflict",
      url: "https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT",
    },
  ],
  why: `"Is there a membership? No: insert one." Two clicks at the same moment both hear "no". From then on the project is twice in the list,
    the role is whichever row comes first, and when the person is removed one row is deleted and the other one goes on
    opening the door. A unique key would have said so at once.`,
  hints: {
    look: "Look at how often the thing is in the person's list, and at what is left after the role was taken away.",
    ask: "What in your database says that a person has one role in a thing, and not two?",
    concept: `That something exists once is a matter for the database, not for a question before the insert: another request can ask the same
      question at the same moment. A primary key over (thing, person) makes a second row impossible; "insert … on conflict … do update set role"
      sets the role whether or not there was one, in one statement, as PUT wants it. Without "on conflict" the second insert
      would be an error, and so a 500. https://www.postgresql.org/docs/current/ddl-constraints.html`,
    shape: `create table memberships (thing …, person …, role …, primary key (thing, person))
insert into memberships … on conflict (thing, person) do update set role = excluded.role`,
    example: `A newsletter kept subscriptions without a key. Who clicked twice got every letter twice, and after unsubscribing once, once. Fixed: unique
(list, address), duplicates removed first.`,
    causes: {
      twice: "Look at the list: the same thing is in it more than once, because the role is.",
      stays: "Look at the request after the role was taken away: there was more than one to take.",
      broke: "Look at the log lines of that moment: two inserts met, and the second was answered as an error.",
      "no-role": "Look at the role that was answered: it is none of those that were set.",
    },
  },
  scenarios: ["meet-at-the-same-moment"],
  after: ["roles-are-enforced"],
  judge(view) {
    const { sharing, resources } = view.surface;
    const all = view.of("exchange", "meet-at-the-same-moment");
    const sets = all.filter(({ label }) => label.startsWith("set a role"));
    if (!sharing || sets.length === 0) {
      return sharing || all.length === 0
        ? { verdict: "unclear", why: "nobody was given a role" }
        : { verdict: "not-applicable", why: "nothing is shared in this contract" };
    }
    const root = resources.find(({ name }) => name === sharing.resource);
    const failures = [
      ...sets
        .filter((exchange) => broke(exchange) && exchange.response?.status !== 503)
        .slice(0, 1)
        .map(brokenSet),
      ...all.flatMap((exchange) => judgeLook(exchange, root, sharing)),
    ];
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases: sets.filter(succeeded).length, otherwise: "no role could be set", view },
    );
  },
  passes: [good],
  breaks: [
    broken("the second of two inserts is an error", good, (r) => answer(r, "set a role together", { status: 500 }, 1)),
    broken("two rows for one person", good, (r) =>
      answer(r, "look while in in the list", { json: { items: [{ id: 3 }, { id: 3 }] } }),
    ),
    broken("one of two rows is deleted", good, (r) => answer(r, "look when out", { status: 200, json: { id: 3 } })),
    broken("still in the list", good, (r) => answer(r, "look when out in the list", { json: { items: [{ id: 3 }] } })),
    broken("a role that nobody set", good, (r) => answer(r, "look while in", { json: { id: 3, role: "owner" } })),
  ],
};
export default check;

function brokenSet(exchange: Exchange): Failure {
  const { person, role } = asObject(exchange.note) ?? {};
  const headline = `${person} was given the role ${role} several times, and ${lineOf(exchange)} ${outcomeOf(exchange)}.`;
  return failure("broke", exchange, headline, "2xx for each, as PUT may be repeated");
}

function judgeLook(
  exchange: Exchange,
  root: Resource | undefined,
  sharing: { roleMember: string; roles: string[] },
): Failure[] {
  if (!exchange.label.startsWith("look ") || !root || !succeeded(exchange)) return [];
  const isOut = exchange.label.startsWith("look when out");
  if (exchange.label.endsWith("in the list")) {
    const id = String(asObject(exchange.note)?.id);
    const times = idsOfPage(exchange, root).filter((listed) => listed === id).length;
    if (isOut && times > 0) {
      return [
        failure(
          "stays",
          exchange,
          `After the role was taken away, ${lineOf(exchange)} still has ${root.name} ${id}.`,
          "without it",
        ),
      ];
    }
    return times > 1
      ? [failure("twice", exchange, `${lineOf(exchange)} has ${root.name} ${id} ${times} times.`, "once")]
      : [];
  }
  if (isOut) {
    return [
      failure(
        "stays",
        exchange,
        `After the role was taken away, ${lineOf(exchange)} ${outcomeOf(exchange)}.`,
        "404 (or 403)",
      ),
    ];
  }
  const role = objectOf(exchange)?.[sharing.roleMember];
  if (role === undefined || (typeof role === "string" && sharing.roles.includes(role))) return [];
  const headline = `${lineOf(exchange)} answers "${sharing.roleMember}": ${say(role)}, which nobody set.`;
  return [failure("no-role", exchange, headline, `one of ${sharing.roles.join(", ")}`)];
}

function failure(cause: string, exchange: Exchange, headline: string, expected: string): Failure {
  return { cause, headline, expected, seen: answerOf(exchange), entries: [exchange.id] };
}
