import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, objectOf, outcomeOf, say, sentObject, succeeded } from "../reading/exchanges.ts";
import { type Life, livesIn } from "../reading/lives.ts";
import { sameThing } from "../reading/same-value.ts";

const sent = { title: "Milk", stars: 250, writtenOn: "2026-03-01" };
const kept = { ...sent, id: 7, createdAt: "2026-03-01T08:00:00Z" };
const changed = { ...kept, title: "Tea" };
const note = { resource: "note", thing: "first" };
const other = { resource: "note", thing: "bystander" };
const otherKept = { title: "Bread", stars: 3, writtenOn: "2026-02-01", id: 6 };

const life = (answers: { update: Json; read: Json }, status = 200) =>
  example((r) => {
    r.scenario("create-read-update-delete");
    r.exchange({
      label: "create",
      note: other,
      method: "POST",
      url: "/notes",
      sent: otherKept,
      status: 201,
      json: otherKept,
    });
    r.exchange({ label: "create", note, method: "POST", url: "/notes", sent, status: 201, json: kept });
    r.exchange({ label: "read back", note, url: "/notes/7", status: 200, json: kept });
    r.exchange({
      label: "update",
      note,
      method: "PATCH",
      url: "/notes/7",
      sent: { title: "Tea" },
      status,
      json: answers.update,
    });
    r.exchange({ label: "read after update", note, url: "/notes/7", status: 200, json: answers.read });
    r.exchange({ label: "read bystander", note: other, url: "/notes/6", status: 200, json: otherKept });
  });
const good = life({ update: changed, read: changed });
const withVersion = life({
  update: { ...changed, version: 2 },
  read: { ...changed, version: 2, updatedAt: "2026-03-02T00:00:00Z" },
});
const emptied = broken("", life({ update: { ...changed, title: null }, read: { ...changed, title: null } }), (r) => {
  exchangeIn(r, "update").request.body = { bytes: 14, text: '{"title":null}' };
}).recording;

const check: Check = {
  title: {
    passed: "An update changes what was sent and nothing else",
    failed: "An update changes too much or too little",
  },
  severity: "critical",
  skills: ["http-methods", "rest-api-design", "relational-databases"],
  references: [
    { name: "RFC 5789 (PATCH)", url: "https://www.rfc-editor.org/rfc/rfc5789#section-2" },
    { name: "RFC 7396 (JSON Merge Patch)", url: "https://www.rfc-editor.org/rfc/rfc7396" },
  ],
  why: `A mobile app sent only a new phone number; the API wrote null into every member that was not sent, and forty thousand
    addresses were gone by the evening. The other classic is an UPDATE whose WHERE got lost: one customer edits a note, everybody's
    note changes. Both pass every test that looks only at the member it changed.`,
  hints: {
    look: "Compare the thing before and after the update, member by member. Only what is in the update's body may differ.",
    ask: "What does your UPDATE write into a column whose member was not in the body: the old value, null, or a default?",
    concept: `PATCH changes a part. A member that is absent is to stay, which is not the same as a member that is null. Two shapes
      work: build the SET list from the members that are really there (from a fixed list of allowed columns, values as parameters), or
      write "set a = coalesce($1, a)" when null is not a legal value. Whatever you build, the WHERE with the id belongs
      to it, and the row that RETURNING gives back is the answer. https://www.postgresql.org/docs/current/sql-update.html`,
    shape: `allowed = { title: "title", stars: "stars" }       # member → column
sets, values = [], []
for member, column in allowed:
  if member in body: values.add(body[member]); sets.add(column + " = $" + len(values))
values.add(id)
row = sql("update things set " + join(sets, ", ") + " where id = $" + len(values) + " returning *", values)
if no row: 404`,
    example: `A profile API ran "update users set name = $1, bio = $2 where id = $3" with body.name and body.bio. Changing the name alone
set bio to null. Fixed: "set name = coalesce($1, name), bio = coalesce($2, bio)".`,
    causes: {
      refused:
        "Look at the answer to the update: a body that the contract allows did not work. Does the handler insist on all members?",
      "not-changed":
        "Look at the member that was sent: it still has its old value. Was the UPDATE committed, and does it name that column?",
      "changed-too": "Look at the member that was not sent: it lost its value. What does the UPDATE write there?",
      "answer-stale":
        "Look at the answer of the update against the read after it: the row is right, the answer is not. Is it built from the row before the UPDATE?",
      "changed-others": "Look at the other thing: nobody touched it. Which WHERE does the UPDATE have?",
    },
  },
  scenarios: ["create-read-update-delete"],
  after: ["created-thing-reads-back"],
  judge(view) {
    if (!view.surface.resources.some((resource) => resource.update)) {
      return { verdict: "not-applicable", why: "the contract has no partial update" };
    }
    const lives = livesIn(view);
    const failures = lives.flatMap((life) => [...judgeUpdates(life), ...judgeBystander(life, lives)]);
    const updates = lives.flatMap((life) => life.exchanges.filter((exchange) => exchange.label === "update"));
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { view, cases: updates.length, otherwise: "nothing was updated", measured: { "updates tried": updates.length } },
    );
  },
  passes: [
    good,
    emptied,
    withVersion,
    life({ update: { ...changed, stars: 250 }, read: { ...changed, writtenOn: "2026-03-01" } }),
  ],
  breaks: [
    broken("members that were not sent become null", good, (r) =>
      answer(r, "read after update", { json: { ...changed, stars: null } }),
    ),
    broken("members that were not sent disappear", good, (r) =>
      answer(r, "read after update", { json: { id: 7, title: "Tea" } }),
    ),
    broken("the update moves the moment of creation", good, (r) =>
      answer(r, "read after update", { json: { ...changed, createdAt: "2026-03-01T08:00:00.020Z" } }),
    ),
    broken("the update is not stored", good, (r) => answer(r, "read after update", { json: kept })),
    broken("the answer is the row before the update", good, (r) => answer(r, "update", { json: kept })),
    broken("a partial body is refused", good, (r) =>
      answer(r, "update", { status: 422, json: { title: "stars is required", status: 422 } }),
    ),
    broken("null is taken for nothing sent", emptied, (r) =>
      answer(r, "read after update", { json: { ...changed, title: "Sugar" } }),
    ),
    broken("the UPDATE has no WHERE", good, (r) =>
      answer(r, "read bystander", { json: { ...otherKept, title: "Tea" } }),
    ),
    broken("the update crashes the program", good, (r) => answer(r, "update", null)),
  ],
};
export default check;

function judgeUpdates({ exchanges }: Life): Failure[] {
  let before = objectOf(exchanges.find((exchange) => exchange.label === "read back"));
  const failures: Failure[] = [];
  for (const [i, update] of exchanges.entries()) {
    if (update.label !== "update" || !before) continue;
    if (!succeeded(update)) {
      failures.push({
        headline: `${lineOf(update)} with ${say(sentObject(update))} ${outcomeOf(update)}.`,
        expected: "200 with the thing as it now is",
        seen: answerOf(update),
        entries: [update.id],
        cause: "refused",
      });
      continue;
    }
    const change = sentObject(update) ?? {};
    const next = exchanges[i + 1];
    const read = next?.label === "read after update" && succeeded(next) ? next : undefined;
    const stored = read && judgeState(before, change, read, update);
    const failure = stored ?? judgeAnswer(before, change, update);
    if (failure) failures.push(failure);
    before = (read && objectOf(read)) ?? { ...before, ...change };
  }
  return failures;
}

type Members = Record<string, Json>;

/** Only members that can be sent are looked at: others (a version, updatedAt) may well move with every update. */
function judgeState(before: Members, change: Members, read: Exchange, update: Exchange): Failure | undefined {
  const seen = objectOf(read) ?? {};
  const entries = [update.id, read.id];
  for (const [name, value] of Object.entries(change)) {
    // A member that was never answered is for created-thing-reads-back.
    if (sameThing(value, seen[name]) || isLeftOut(value, seen[name]) || !(name in before)) continue;
    return {
      headline: `"${name}" was updated to ${say(value)}, but ${lineOf(read)} still answers ${say(seen[name])}.`,
      expected: `"${name}": ${say(value)}`,
      seen: `"${name}": ${say(seen[name])}`,
      entries,
      mark: [`"${name}"`],
      cause: "not-changed",
    };
  }
  for (const [name, value] of Object.entries(before)) {
    if (name in change || isOwnBookkeeping(name, value) || stayed(value, seen[name])) continue;
    return {
      headline: `The update sent only ${Object.keys(change)
        .map((n) => `"${n}"`)
        .join(", ")}, but "${name}" changed from ${say(value)} to ${say(seen[name])}.`,
      expected: `"${name}": ${say(value)}, as before`,
      seen: `"${name}": ${say(seen[name])}`,
      entries,
      mark: [`"${name}"`],
      cause: "changed-too",
    };
  }
  return undefined;
}

/** Whether a member that is null is answered at all is for answers-match-the-contract. */
function isLeftOut(sent: Json, seen: Json | undefined): boolean {
  return sent === null && seen === undefined;
}

const moment = /^\d{4}-\d{2}-\d{2}[T ]\d/;

/** Members that the program itself moves with an update: moments, versions, tags of a version. When it was created stays. */
function isOwnBookkeeping(name: string, value: Json): boolean {
  const isMoment = typeof value === "string" && moment.test(value);
  return (isMoment && !/^created/i.test(name)) || /version|revision|etag|updated|modified/i.test(name);
}

function stayed(before: Json, now: Json | undefined): boolean {
  if (typeof before !== "string" || typeof now !== "string" || !moment.test(before)) return sameThing(before, now);
  return Math.abs(Date.parse(before) - Date.parse(now)) <= 1;
}

function judgeAnswer(before: Members, change: Members, update: Exchange): Failure | undefined {
  const said = objectOf(update);
  const wrong = Object.entries(change).find(([name, value]) => said && name in said && !sameThing(value, said[name]));
  if (!said || !wrong) return undefined;
  const [name, value] = wrong;
  return {
    headline: `${lineOf(update)} set "${name}" to ${say(value)}, but its answer says ${say(said[name])}.`,
    expected: `"${name}": ${say(value)}`,
    seen: `"${name}": ${say(said[name])}${sameThing(before[name], said[name]) ? ", the value before the update" : ""}`,
    entries: [update.id],
    mark: [`"${name}"`],
    cause: "answer-stale",
  };
}

/** Only a value that an update of another thing carried shows that it went too far; others were kept wrongly from the start. */
function judgeBystander({ thing, exchanges, resource }: Life, lives: Life[]): Failure[] {
  if (thing !== "bystander") return [];
  const created = sentObject(exchanges.find((exchange) => exchange.label === "create")) ?? {};
  const updates = lives
    .filter((life) => life.resource === resource)
    .flatMap((life) => life.exchanges.filter(({ label }) => label === "update"));
  const wasSent = (name: string, value: Json | undefined) =>
    updates.some((update) => sameThing(sentObject(update)?.[name], value));
  for (const read of exchanges.filter((exchange) => exchange.label === "read bystander" && succeeded(exchange))) {
    const seen = objectOf(read) ?? {};
    const wrong = Object.entries(created).find(
      ([name, value]) => name in seen && !sameThing(value, seen[name]) && wasSent(name, seen[name]),
    );
    if (!wrong) continue;
    return [
      {
        headline: `Another thing was updated, but ${lineOf(read)} now answers "${wrong[0]}": ${say(seen[wrong[0]])} instead of ${say(wrong[1])}.`,
        expected: `"${wrong[0]}": ${say(wrong[1])}, as it was created`,
        seen: `"${wrong[0]}": ${say(seen[wrong[0]])}`,
        entries: [read.id],
        mark: [`"${wrong[0]}"`],
        cause: "changed-others",
      },
    ];
  }
  return [];
}
