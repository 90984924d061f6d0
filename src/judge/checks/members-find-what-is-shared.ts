import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { idsOfPage } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { answerOf, asObject, jsonOf, lineOf, objectOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";
import { whoIs } from "../reading/tries.ts";
import type { FindNote } from "../scenarios/try-as-everybody.ts";

const noteOf = (person: string, role: string, does: FindNote["does"]) => {
  return { person, role, resource: "book", id: "3", does };
};
const good = example((r) => {
  r.scenario("try-as-everybody");
  for (const [person, role] of [
    ["Edda", "editor"],
    ["Vic", "viewer"],
    ["Ali", "owner"],
  ] as const) {
    const book = { id: 3, title: "Notes", role };
    const found = { label: "find shared", status: 200 };
    r.exchange({ ...found, url: "/books/3", note: noteOf(person, role, "read"), operation: "getBook", json: book });
    const page = { items: [{ id: 9, title: "Own", role: "owner" }, book], nextCursor: null };
    r.exchange({ ...found, url: "/books", note: noteOf(person, role, "list"), operation: "listBooks", json: page });
  }
}, sharingSurface);
/** A list in which members see only some of what the contract names. */
const brief = structuredClone(good);
answer(brief, "find shared", { json: { items: [{ id: 3 }], nextCursor: null } }, 1);

const check: Check = {
  title: {
    passed: "Who is let in finds what is shared, and their role in it",
    failed: "Somebody who was let in does not find what is shared, or is told of another role",
  },
  severity: "major",
  skills: ["authorization", "joins", "rest-api-design"],
  references: [
    { name: "PostgreSQL: joins between tables", url: "https://www.postgresql.org/docs/current/tutorial-join.html" },
    { name: "CWE-863 (incorrect authorization)", url: "https://cwe.mitre.org/data/definitions/863.html" },
  ],
  why: `"I shared it with you." "I can't see it." The role was in the table, and the link worked, but the list asked for what one had made. So the
    team sent links around, and later everybody was made an owner, since that was what helped. A role that is shown wrongly is as bad: the
    page offers a button that answers 403, or hides one that would work.`,
  hints: {
    look: "Look at who asks, at the role that they were given, and at the row in their list.",
    ask: "From which table does your list begin: from who made a thing, or from who has a role in it?",
    concept: `What somebody may see is what they have a role in; who made it is one role among them. So the list begins with the memberships of the
      person who asks and joins the things to them, and the role in the answer is a column of that same membership: it is not a property of
      the thing, for two people who read the same row get different answers. One index on (person, thing) serves it.
      https://www.postgresql.org/docs/current/tutorial-join.html`,
    shape: `items = sql("""select things.id, things.name, memberships.role
               from memberships join things on things.id = memberships.thing
               where memberships.person = $1
               order by … limit …""", whoAsks)`,
    example: `A photo album kept "owner" in each album and shared by a second table. "My albums" asked only the first. Fixed: the owner is a row in the
second table like all others, and the list asks only that one.`,
    causes: {
      "left-out": "Look at the list: it has no row for what was shared. Where would it come from?",
      refused: "Look at the status: the owner's request was answered, and the member's was not.",
      "other-role": "Look at the role in the answer: whose is it?",
    },
  },
  scenarios: ["try-as-everybody"],
  promises: ["shared-things-are-listed"],
  after: ["created-thing-reads-back", "roles-are-enforced"],
  judge(view) {
    const { sharing } = view.surface;
    const all = view.of("exchange", "try-as-everybody");
    if (!sharing && all.length > 0)
      return { verdict: "not-applicable", why: "nobody is let in to what belongs to others" };
    const found = all.filter(({ label, outcome }) => label === "find shared" && outcome !== "aborted");
    const asked = [...Map.groupBy(found, (exchange) => Object.values(findNote(exchange)).join(" ")).values()];
    const failures = asked.flatMap((exchanges) => judgeFound(view, exchanges, found));
    return conclude(
      oncePer(failures, ({ cause, headline }) => `${cause} ${headline}`),
      { view, cases: asked.length, otherwise: "nobody who was let in looked for anything" },
    );
  },
  passes: [good, brief],
  breaks: [
    broken("the list has only what one has made", good, (r) =>
      answer(r, "find shared", { json: { items: [{ id: 9 }], nextCursor: null } }, 1),
    ),
    broken("everybody is said to be the owner", good, (r) =>
      answer(r, "find shared", { json: { items: [{ id: 3, role: "owner" }], nextCursor: null } }, 3),
    ),
    broken("read by id, everybody is the owner", good, (r) =>
      answer(r, "find shared", { json: { id: 3, role: "owner" } }, 2),
    ),
    broken("only owners have a list", good, (r) =>
      answer(r, "find shared", { status: 403, json: { title: "Forbidden", status: 403 } }, 1),
    ),
  ],
};
export default check;

function findNote({ note }: Exchange): FindNote {
  return note as unknown as FindNote;
}

/** `exchanges` are the pages of one person's list, or one read. */
function judgeFound(view: RecordingView, exchanges: Exchange[], all: Exchange[]): Failure[] {
  const last = exchanges.at(-1) as Exchange;
  const { person, role, resource: name, id, does } = findNote(last);
  const resource = view.surface.resources.find((candidate) => candidate.name === name);
  if (!resource) return [];
  const who = `${person}, ${whoIs(role)} in ${name} ${id},`;
  const failure = (headline: string, expected: string, cause: string): Failure => {
    return { headline, expected, seen: answerOf(last), entries: [last.id], mark: [id], cause };
  };
  if (!succeeded(last)) {
    // Who may read it by its id is told by roles-are-enforced.
    const works = all.some((other) => findNote(other).does === does && succeeded(other));
    if (does === "read" || !works) return [];
    return [failure(`${who} asked for their list, and ${lineOf(last)} ${outcomeOf(last)}.`, "200 with it", "refused")];
  }
  const things = does === "read" ? [objectOf(last)] : exchanges.flatMap((page) => itemsWithId(page, resource, id));
  if (things.length === 0) {
    const next = resource.page && objectOf(last)?.[resource.page.next];
    if (next !== null && next !== undefined && next !== "") return [];
    return [failure(`${who} does not find it in ${lineOf(last)}.`, `a list with ${name} ${id} in it`, "left-out")];
  }
  const member = view.surface.sharing?.roleMember ?? "role";
  const told = things.map((thing) => thing?.[member]).filter((value) => value !== undefined);
  if (told.length === 0 || told.includes(role)) return [];
  const headline = `${who} is told by ${lineOf(last)} that "${member}" is ${say(told[0])}.`;
  return [failure(headline, `"${member}": ${say(role)}`, "other-role")];
}

function itemsWithId(page: Exchange, resource: Resource, id: string) {
  const body = jsonOf(page);
  const items = Array.isArray(body) ? body : asObject(body)?.[resource.page?.items ?? "items"];
  if (!Array.isArray(items)) return [];
  const at = idsOfPage(page, resource);
  return items.filter((_, i) => at[i] === id).map((item) => asObject(item));
}
