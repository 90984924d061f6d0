import type { Exchange } from "../../contract/recording.ts";
import type { Surface } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { idOf, idsOfPage } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { type Life, livesIn } from "../reading/lives.ts";
import { saysItIsGone, saysThereIsNone } from "../reading/there-is-none.ts";

const kept = { title: "Milk", stars: 250, writtenOn: "2026-03-01", id: 7, createdAt: "2026-03-01T08:00:00Z" };
const other = { ...kept, id: 6 };
const gone = { title: "Not found", status: 404 };
const note = { resource: "note", thing: "first" };
const bystander = { resource: "note", thing: "bystander" };

const good = example((r) => {
  r.scenario("create-read-update-delete");
  r.exchange({
    label: "create",
    note: bystander,
    method: "POST",
    url: "/notes",
    sent: other,
    status: 201,
    json: other,
  });
  r.exchange({ label: "create", note, method: "POST", url: "/notes", sent: kept, status: 201, json: kept });
  r.exchange({ label: "delete", note, method: "DELETE", url: "/notes/7", status: 204 });
  r.exchange({ label: "read after delete", note, url: "/notes/7", status: 404, json: gone });
  r.exchange({
    label: "update after delete",
    note,
    method: "PATCH",
    url: "/notes/7",
    sent: { stars: 1 },
    status: 404,
    json: gone,
  });
  r.exchange({ label: "delete again", note, method: "DELETE", url: "/notes/7", status: 404, json: gone });
  r.exchange({
    label: "list after delete",
    note,
    url: "/notes",
    status: 200,
    json: { items: [other], nextCursor: null },
  });
  r.exchange({ label: "read bystander after delete", note: bystander, url: "/notes/6", status: 200, json: other });
});
const withBody = structuredClone(good);
answer(withBody, "delete", { status: 200, json: kept });
/** How it answers an update of what never was is the business of unknown-id-is-404. */
const updateFails = structuredClone(good);
answer(updateFails, "update after delete", { status: 500, json: { title: "Oops", status: 500 } });

const check: Check = {
  title: { passed: "What is deleted stays deleted", failed: "A delete does not delete, or not only that thing" },
  severity: "critical",
  skills: ["http-methods", "status-codes", "relational-databases"],
  references: [
    { name: "RFC 9110 §9.3.5 (DELETE)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.5" },
    { name: "RFC 9110 §15.5.5 (404)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5" },
  ],
  why: `A person asked for their data to be removed, was told it was, and found it again in the search a week later. Now it is a
    matter for the regulator. Soft deletes are the usual cause: one query of five forgot "and deleted_at is null". The opposite costs more: a
    DELETE without its WHERE empties the table, and the answer is still a calm 204.`,
  hints: {
    look: "Look at the first request after the delete that still finds the thing, or that no longer finds another one.",
    ask: "Which statement does each handler run for an id that was deleted, and how many rows does the database say it touched?",
    concept: `A DELETE that finds no row is no error for the database: it reports "DELETE 0". Whether anything was deleted is in the row
      count, which every driver gives you (rowCount in node-postgres, rowcount in psycopg), or in the rows of
      "delete … returning id". No row means 404. If rows are only marked as deleted, every statement that reads, changes, lists or deletes must
      leave them out; a view does that in one place. https://node-postgres.com/apis/result`,
    shape: `count = sql("delete from things where id = $1", id).rowCount
if count == 0: answer 404
else: answer 204, no body`,
    example: `A calendar answered 204 to every DELETE, also for events that were gone: "await db.query(…); reply.code(204)". Fixed:
"const { rowCount } = await db.query(…); if (rowCount === 0) throw notFound()".`,
    causes: {
      failed: "Look at the answer to the first delete: a thing that exists could not be deleted.",
      "read-again":
        "Look at the read after the delete: the row is still found. Was the DELETE committed; does the SELECT leave out rows that are only marked?",
      "read-not-404":
        "Look at the read after the delete: the row is gone, but the answer does not say so. What does the handler do without a row?",
      "deleted-twice":
        "Look at the second delete: the thing was gone already. Does the handler look at how many rows the DELETE touched?",
      updated:
        "Look at the update after the delete: it found the row. Does the UPDATE leave out deleted rows as the SELECT does?",
      listed:
        "Look at the list after the delete: the row is still in it. Does the list leave out deleted rows as the read does?",
      "others-gone":
        "Look at the other thing: it was not deleted by anyone, and is gone. Which WHERE does the DELETE have?",
    },
  },
  scenarios: ["create-read-update-delete"],
  promises: ["deletes-are-final"],
  after: ["created-thing-reads-back"],
  judge(view) {
    if (!view.surface.resources.some((resource) => resource.remove)) {
      return { verdict: "not-applicable", why: "the contract has no delete" };
    }
    const lives = livesIn(view);
    const deletes = lives.flatMap((life) => life.exchanges.filter((exchange) => exchange.label === "delete"));
    const failures = lives.flatMap((life) =>
      life.thing === "bystander" ? judgeBystander(view.surface, life) : judgeLife(view.surface, life),
    );
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { view, cases: deletes.length, otherwise: "nothing was deleted", measured: { "things deleted": deletes.length } },
    );
  },
  passes: [good, withBody, updateFails],
  breaks: [
    broken("the DELETE was not committed", good, (r) => answer(r, "read after delete", { status: 200, json: kept })),
    broken("a read of what is gone answers null", good, (r) =>
      answer(r, "read after delete", { status: 200, text: "null" }),
    ),
    broken("a second delete is answered 204", good, (r) => answer(r, "delete again", { status: 204, text: "" })),
    broken("a second delete is answered 500", good, (r) => answer(r, "delete again", { status: 500 })),
    broken("an update finds the deleted row", good, (r) =>
      answer(r, "update after delete", { status: 200, json: kept }),
    ),
    broken("the list forgets to leave it out", good, (r) =>
      answer(r, "list after delete", { json: { items: [other, kept], nextCursor: null } }),
    ),
    broken("the DELETE has no WHERE", good, (r) =>
      answer(r, "read bystander after delete", { status: 404, json: gone }),
    ),
    broken("deleting does not work", good, (r) =>
      answer(r, "delete", { status: 500, json: { title: "Oops", status: 500 } }),
    ),
    broken("the program dies of a second delete", good, (r) => answer(r, "delete again", null)),
  ],
};
export default check;

function judgeLife(surface: Surface, { resource, exchanges }: Life): Failure[] {
  const labelled = (label: string) => exchanges.find((exchange) => exchange.label === label);
  const created = labelled("create");
  const removed = labelled("delete");
  if (!created || !removed) return [];
  const id = idOf(created, resource);
  if (!succeeded(removed)) {
    return [
      failure(
        "failed",
        [removed],
        `${lineOf(removed)} ${outcomeOf(removed)}, though the thing was there.`,
        "204, and the thing is gone",
      ),
    ];
  }
  const failures: Failure[] = [];
  const found = (exchange: Exchange | undefined): exchange is Exchange =>
    exchange !== undefined && succeeded(exchange) && id !== undefined && idOf(exchange, resource) === id;

  const read = labelled("read after delete");
  if (read && !saysThereIsNone(surface, read) && read.outcome !== "aborted") {
    const headline = `${lineOf(read)} ${outcomeOf(read)} after it was deleted.`;
    failures.push(failure(found(read) ? "read-again" : "read-not-404", [removed, read], headline, "404"));
  }
  const update = labelled("update after delete");
  if (found(update)) {
    failures.push(
      failure("updated", [removed, update], `${lineOf(update)} ${outcomeOf(update)} after it was deleted.`, "404"),
    );
  }
  const again = labelled("delete again");
  if (again && !saysThereIsNone(surface, again)) {
    failures.push(
      failure(
        "deleted-twice",
        [removed, again],
        `A second ${lineOf(again)} ${outcomeOf(again)}.`,
        "404, because it is gone already",
      ),
    );
  }
  const list = labelled("list after delete");
  if (list && succeeded(list) && id !== undefined && idsOfPage(list, resource).includes(id)) {
    failures.push(
      failure(
        "listed",
        [removed, list],
        `${lineOf(list)} still lists ${resource.name} ${id} after it was deleted.`,
        "a list without it",
      ),
    );
  }
  return failures;
}

function judgeBystander(surface: Surface, { exchanges }: Life): Failure[] {
  const lost = exchanges.find(
    (exchange) => exchange.label === "read bystander after delete" && saysItIsGone(surface, exchange),
  );
  const before = exchanges.findLast((exchange) => exchange.label === "read bystander");
  if (!lost || (before && !succeeded(before))) return [];
  return [
    failure(
      "others-gone",
      [lost],
      `Another thing was deleted, and now ${lineOf(lost)} ${outcomeOf(lost)} too.`,
      "200: nobody deleted this one",
    ),
  ];
}

function failure(cause: string, exchanges: Exchange[], headline: string, expected: string): Failure {
  const last = exchanges.at(-1) as Exchange;
  return { cause, headline, expected, seen: answerOf(last), entries: exchanges.map((exchange) => exchange.id) };
}
