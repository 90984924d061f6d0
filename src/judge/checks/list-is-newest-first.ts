import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example, exampleSurface } from "../check-examples.ts";
import { idsOfPage } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { asObject, jsonOf, lineOf, say, succeeded } from "../reading/exchanges.ts";
import { pagedResourcesIn, type Row, rowsOf } from "../reading/lists.ts";

const row = (id: number, second: number) => ({
  id,
  title: `Note ${id}`,
  stars: id,
  writtenOn: "2026-01-01",
  createdAt: `2026-03-01T08:00:0${second}Z`,
});
const page = (...items: ReturnType<typeof row>[]) => ({ items, nextCursor: null });
const listOf = (items: ReturnType<typeof row>[], surface = exampleSurface) =>
  example((r) => {
    r.scenario("page-through-lists");
    for (const id of [1, 2, 3]) {
      const made = items.find((item) => item.id === id) ?? row(id, id);
      r.exchange({
        label: "row",
        note: { resource: "note", thing: `in order ${id}` },
        method: "POST",
        url: "/notes",
        status: 201,
        json: made,
      });
    }
    r.exchange({ label: "limit", note: { resource: "note" }, url: "/notes", status: 200, json: page(...items) });
  }, surface);
const good = listOf([row(3, 3), row(2, 2), row(1, 1)]);
/** Made in the same second, as far as anyone can see: either order is right. */
const tie = listOf([row(2, 2), row(3, 2), row(1, 1)]);
const oldestFirst = structuredClone(exampleSurface);
for (const resource of oldestFirst.resources) if (resource.page) resource.page.order = "oldest-first";

const check: Check = {
  title: { passed: "The list has the promised order", failed: "The list is not in the promised order" },
  severity: "major",
  skills: ["pagination", "relational-databases"],
  references: [
    { name: "PostgreSQL: sorting rows", url: "https://www.postgresql.org/docs/current/queries-order.html" },
    { name: "CWE-840 (business logic errors)", url: "https://cwe.mitre.org/data/definitions/840.html" },
  ],
  why: `Without ORDER BY a table seems to be sorted, until the first update moves a row to the end. An operations team looked at
    "the last ten payments" every morning and never saw the failing ones, since the list was by id as text: 9 came before 10,
    and after 100. Order is a promise that somebody builds on.`,
  hints: {
    look: "Look at the ids in the answered page, and at the order in which they were created.",
    ask: "What does your ORDER BY say, in which direction, and by a column of which type?",
    concept: `SQL promises no order unless ORDER BY names it. Newest first is "order by created_at desc, id desc": the moment first, then
      something unique, so that rows of the same moment have one fixed order as well; a cursor needs that too. Ids as text sort
      letter by letter, and UUIDs of version 4 are random: neither says what is newer. An index on (created_at desc, id desc)
      makes it cheap. https://www.postgresql.org/docs/current/indexes-ordering.html`,
    shape: `select * from things
order by created_at desc, id desc
limit $1`,
    example: `A news page used "select * from articles limit 20" and was right for months, then an edited article jumped to the end. Fixed:
"order by published_at desc, id desc".`,
    causes: {
      reversed: "The rows are in the opposite order: look at asc and desc.",
      mixed: "The rows are in some other order: look at what ORDER BY sorts by, and whether it is there.",
    },
  },
  scenarios: ["page-through-lists"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const ordered = pagedResourcesIn(view).filter((resource) => resource.page?.order !== "any");
    if (ordered.length === 0) return { verdict: "not-applicable", why: "the contract promises no order" };
    const failures: Failure[] = [];
    let cases = 0;
    for (const resource of ordered) {
      const rows = new Map(rowsOf(view, resource).map((made) => [made.id, made]));
      const pages = view
        .of("exchange", "page-through-lists")
        .filter(
          (e) =>
            ["limit", "page", "count"].includes(e.label) &&
            asObject(e.note)?.resource === resource.name &&
            succeeded(e),
        );
      for (const answered of pages) {
        const known = idsOfPage(answered, resource).flatMap((id, i) =>
          id !== undefined && rows.has(id) ? [{ made: rows.get(id) as Row, i }] : [],
        );
        if (known.length > 1) cases++;
        const failure = judgePage(answered, resource, known);
        if (failure) failures.push(failure);
      }
    }
    return conclude(
      oncePer(failures, () => "order"),
      { view, cases, otherwise: "no page had two rows whose order is known", measured: { "pages read": cases } },
    );
  },
  passes: [good, tie, listOf([row(1, 1), row(2, 2), row(3, 3)], oldestFirst)],
  breaks: [
    broken("oldest first", good, (r) => answer(r, "limit", { json: page(row(1, 1), row(2, 2), row(3, 3)) })),
    broken("by id as text or not at all", good, (r) =>
      answer(r, "limit", { json: page(row(2, 2), row(3, 3), row(1, 1)) }),
    ),
    broken("the page is turned round in itself", good, (r) => answer(r, "limit", { json: page(row(2, 2), row(3, 3)) })),
  ],
};
export default check;

/** Rows whose creations overlapped have no order that anyone could know. */
function judgePage(answered: Exchange, resource: Resource, known: { made: Row; i: number }[]): Failure | undefined {
  const newestFirst = resource.page?.order === "newest-first";
  const wrong: [Row, Row][] = [];
  let pairs = 0;
  for (const [at, { made: before, i }] of known.entries()) {
    for (const { made: after, i: j } of known.slice(at + 1)) {
      const [older, newer] = newestFirst ? [after, before] : [before, after];
      const isKnown = older.acknowledgedAt <= newer.begunAt || newer.acknowledgedAt <= older.begunAt;
      if (!isKnown) continue;
      pairs++;
      const isWrong = newer.acknowledgedAt <= older.begunAt && !sameMoment(answered, resource, i, j);
      if (isWrong) wrong.push([before, after]);
    }
  }
  const [first] = wrong;
  if (!first) return undefined;
  const [before, after] = first;
  const order = newestFirst ? "newest first" : "oldest first";
  return {
    headline: `${lineOf(answered)} lists ${resource.name} ${before.id} before ${after.id}, though ${after.id} was created ${newestFirst ? "later" : "earlier"}.`,
    expected: order,
    seen: `${idsOfPage(answered, resource).slice(0, 12).join(", ")}${pairs === wrong.length ? ` (the opposite of ${order})` : ""}`,
    entries: [before.created.id, after.created.id, answered.id].sort((a, b) => a - b),
    mark: [say(before.id), say(after.id)],
    cause: pairs === wrong.length ? "reversed" : "mixed",
  };
}

/** Two rows whose moments, as the program says them, are equal may stand in either order. */
function sameMoment(answered: Exchange, resource: Resource, i: number, j: number): boolean {
  const body = asObject(jsonOf(answered));
  const items = body?.[resource.page?.items ?? ""];
  if (!Array.isArray(items)) return false;
  const [a, b] = [momentsOf(items[i]), momentsOf(items[j])];
  return a.length > 0 && a.join() === b.join();
}

function momentsOf(item: Json | undefined): string[] {
  const moments = Object.values(asObject(item) ?? {});
  return moments.filter(
    (value): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}[T ]\d{2}:/.test(value),
  );
}
