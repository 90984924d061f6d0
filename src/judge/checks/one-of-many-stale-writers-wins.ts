import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
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
} from "../reading/exchanges.ts";
import { sameThing } from "../reading/same-value.ts";

const milk = { id: 7, title: "Milk", stars: 1 };
const note = { resource: "note" };
const change = { label: "change together", operation: "updateNote", method: "PATCH", url: "/notes/7", note };
const good = example((r) => {
  r.scenario("meet-at-the-same-moment");
  r.exchange({ ...change, sent: { title: "Oats" }, status: 412, json: { title: "Stale", status: 412 }, at: 1 });
  r.exchange({ ...change, sent: { title: "Rye" }, status: 200, json: { ...milk, title: "Rye" }, at: 1 });
  r.exchange({ ...change, sent: { title: "Tea" }, status: 412, json: { title: "Stale", status: 412 }, at: 1 });
  r.exchange({
    label: "read after",
    operation: "getNote",
    url: "/notes/7",
    note,
    status: 200,
    json: { ...milk, title: "Rye" },
  });
}, sharingSurface);

const check: Check = {
  title: {
    passed: "Of many changes with one tag exactly one is made",
    failed: "Changes with one tag overwrite each other",
  },
  severity: "critical",
  skills: ["concurrency", "transactions", "relational-databases"],
  references: [
    { name: "CWE-367 (time of check, time of use)", url: "https://cwe.mitre.org/data/definitions/367.html" },
    { name: "RFC 9110 §13.1.1 (If-Match)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1" },
    { name: "PostgreSQL: Transaction Isolation", url: "https://www.postgresql.org/docs/current/transaction-iso.html" },
  ],
  why: `Reading the version, comparing it and then writing works in every demonstration and fails on the first busy morning: two requests
    read the same version, both compare, both write. The guard that was built against lost updates loses one, and both
    people were told that their change was saved.`,
  hints: {
    look: "Count the answers: how many of these requests were told that their change was made?",
    ask: "What can another request do between your comparison and your update?",
    concept: `Check and write have to be one step. Either the statement that writes also compares ("update … where id = $1 and version = $2", and
      no row means 412): the row's lock lets one through at a time, and the next one sees the new version. Or the row is locked when it is
      read ("select … for update") in the same transaction. A comparison in the program's own memory only holds as long as there
      is one copy of it. https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS`,
    shape: `changed = sql("update things set title = $3, version = version + 1 where id = $1 and version = $2 returning *")
if changed is nothing: answer 412`,
    example: `A ticket shop read "seats left: 1", compared, and wrote 0, twice. Two people had seat 14C. Fixed: "update seats set buyer = $2 where id =
$1 and buyer is null".`,
    causes: {
      several: "Look at the answers: more than one of them is a success, though all had the same tag.",
      none: "Look at the answers: not one of them was let through, and nobody else had changed anything.",
      broke: "Look at the log lines of that moment: one of them was answered as if the program were at fault.",
      lost: "Look at what was read afterwards: it is not what the one that won had sent.",
    },
  },
  scenarios: ["meet-at-the-same-moment"],
  promises: ["stale-writes-are-refused"],
  after: ["stale-writes-are-refused"],
  judge(view) {
    const all = view.of("exchange", "meet-at-the-same-moment");
    const changes = all.filter(({ label }) => label === "change together");
    const groups = [...Map.groupBy(changes, (exchange) => String(asObject(exchange.note)?.resource))];
    const failures = groups.flatMap(([resource, group]) => {
      const after = all.find(({ label, note: of }) => label === "read after" && asObject(of)?.resource === resource);
      return judgeGroup(group, after) ?? [];
    });
    return conclude(failures, {
      cases: groups.length,
      otherwise: "nothing could be changed with a tag, not even alone",
      measured: { "changes at once": changes.length },
      view,
    });
  },
  passes: [good],
  breaks: [
    broken("compared first, written then", good, (r) => answer(r, "change together", { status: 200, json: milk }, 0)),
    broken("all are refused", good, (r) => answer(r, "change together", { status: 412 }, 1)),
    broken("a loser is an error", good, (r) => answer(r, "change together", { status: 500, json: {} }, 2)),
    broken("the last one is kept, not the one that won", good, (r) =>
      answer(r, "read after", { json: { ...milk, title: "Tea" } }),
    ),
  ],
};
export default check;

function judgeGroup(group: Exchange[], after: Exchange | undefined): Failure | undefined {
  const failure = (cause: string, exchanges: Exchange[], headline: string): Failure => ({
    cause,
    headline,
    expected: "one is made, the others are answered 412",
    seen: answerOf(exchanges.at(-1) as Exchange),
    entries: exchanges.map(({ id }) => id),
  });
  const winners = group.filter(succeeded);
  const [first, second] = winners;
  if (first && second) {
    const headline = `${winners.length} of ${group.length} changes with one ETag at the same moment were made (${lineOf(second)}).`;
    return failure("several", [first, second], headline);
  }
  const broken = group.find((exchange) => broke(exchange) && exchange.response?.status !== 503);
  if (broken) {
    return failure(
      "broke",
      [broken],
      `One of ${group.length} changes with one ETag at the same moment ${outcomeOf(broken)}.`,
    );
  }
  const answered = group.filter(({ response }) => response !== undefined && response.status !== 503);
  if (!first) {
    // What was not answered may have won.
    return answered.length === group.length
      ? failure(
          "none",
          [group[0] as Exchange],
          `Of ${group.length} changes with one ETag at the same moment none was made.`,
        )
      : undefined;
  }
  const [sent, seen] = [sentObject(first) ?? {}, succeeded(after) ? objectOf(after) : undefined];
  const member = seen && Object.keys(sent).find((name) => name in seen && !sameThing(sent[name], seen[name]));
  if (!after || member === undefined || answered.length < group.length) return undefined;
  const headline = `The change that won sent "${member}": ${say(sent[member])}, and ${lineOf(after)} answers ${say(seen?.[member])}.`;
  return failure("lost", [first, after], headline);
}
