import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, asObject, jsonOf, lineOf, objectOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";
import { isAnswered } from "../reading/is-answered.ts";
import { sameThing } from "../reading/same-value.ts";
import { saysItIsGone } from "../reading/there-is-none.ts";
import type { SeenNote } from "../scenarios/two-copies-on-one-database.ts";

const milk = { title: "Milk", stars: 2 };
const note = { resource: "note", id: "7" };
const read = { operation: "getNote", url: "/notes/7" };
const good = example((r) => {
  r.scenario("two-copies-on-one-database").instance("i2");
  r.exchange({
    label: "read at the other",
    ...read,
    note: { ...note, expects: milk },
    status: 200,
    json: { id: 7, ...milk },
  });
  r.exchange({
    label: "list at the other",
    url: "/notes",
    note,
    status: 200,
    json: { items: [{ id: 7, ...milk }], nextCursor: null },
  });
  r.instance("i1");
  const changed = { ...milk, title: "Oats" };
  const expects = { title: "Oats" };
  r.exchange({
    label: "read after the change",
    ...read,
    note: { ...note, expects },
    status: 200,
    json: { id: 7, ...changed },
  });
  r.instance("i2");
  r.exchange({ label: "read after the delete", ...read, note, status: 404, json: { title: "Not found", status: 404 } });
});

const check: Check = {
  title: {
    passed: "What is done at one copy is seen at the other",
    failed: "Two copies tell different stories",
  },
  severity: "critical",
  skills: ["scaling", "caching", "concurrency"],
  references: [
    { name: "The Twelve-Factor App: processes", url: "https://12factor.net/processes" },
    {
      name: "RFC 9111 §4.4 (invalidating stored responses)",
      url: "https://www.rfc-editor.org/rfc/rfc9111#section-4.4",
    },
  ],
  why: `Behind a load balancer every request may meet another copy. If each keeps what it has read in its own memory, a customer changes
    the address, reloads, and sees the old one; reloads again, and sees the new one. Support cannot reproduce it, and a deleted
    document can still be read where nobody looks.`,
  hints: {
    look: "Look at which copy was asked, and what had just been done at the other one.",
    ask: "Where do your answers come from: from the database each time, or from something that this process remembers?",
    concept: `A process may remember only what cannot change, or what may be old without harm. A map of things that were read is a cache, and its hard
      part is to forget: the copy that changes a thing cannot reach into the memory of the others. Ask the database, which has a cache
      of its own; and where that is really too slow, put the cache in one place that all copies share, and drop the entry in it
      when the thing is changed. https://www.rfc-editor.org/rfc/rfc9111`,
    shape: `read(id):    select … where id = $1         // one truth, asked each time
change(id):  update … returning …`,
    example: `A price list kept each price in a map "for speed". After the sale had begun, two of three copies still charged the old price. Fixed:
the map is gone; the statement takes a fifth of a millisecond.`,
    causes: {
      stale:
        "The copy answered what it had seen before: look for a map, a cache or a variable between your handler and the database.",
      gone: "The thing was deleted at the other copy: look for what still knows it here.",
      missing:
        "The copy does not know what was made at the other one: look where things are kept before, or instead of, the database.",
    },
  },
  scenarios: ["two-copies-on-one-database"],
  after: ["created-thing-reads-back", "update-changes-only-what-was-sent", "deleted-stays-deleted"],
  judge(view) {
    const asked = view.of("exchange", "two-copies-on-one-database").filter(({ label }) => label in judges);
    return conclude(
      asked.flatMap((exchange) => judges[exchange.label]?.(view, exchange) ?? []),
      {
        cases: asked.length,
        otherwise: "nothing was made at one copy and asked for at the other",
        view,
        measured: { "looks at the other copy": asked.length },
      },
    );
  },
  passes: [good],
  breaks: [
    broken("it is not there at the other", good, (r) => answer(r, "read at the other", { status: 404, json: {} })),
    broken("the list is from before", good, (r) =>
      answer(r, "list at the other", { json: { items: [], nextCursor: null } }),
    ),
    broken("a cache in memory", good, (r) => answer(r, "read after the change", { json: { id: 7, ...milk } })),
    broken("a deleted thing is still answered", good, (r) =>
      answer(r, "read after the delete", { status: 200, json: { id: 7, ...milk } }),
    ),
  ],
};
export default check;

const judges: Readonly<Record<string, (view: RecordingView, exchange: Exchange) => Failure[]>> = {
  "read at the other": (view, exchange) => judgeRead(view, exchange, "made at the other copy", "missing"),
  "read after the change": (view, exchange) => judgeRead(view, exchange, "changed at the other copy", "stale"),
  "list at the other": judgeList,
  "read after the delete": (view, exchange) =>
    !exchange.response || exchange.response.status >= 500 || saysItIsGone(view.surface, exchange)
      ? []
      : [
          failed(
            exchange,
            `${lineOf(exchange)} ${outcomeOf(exchange)} at one copy after it was deleted at the other.`,
            "404",
            "gone",
          ),
        ],
};

function judgeRead({ surface }: RecordingView, exchange: Exchange, done: string, cause: string): Failure[] {
  const { expects } = (exchange.note ?? {}) as unknown as SeenNote;
  if (!succeeded(exchange)) {
    return [failed(exchange, `${lineOf(exchange)} ${outcomeOf(exchange)} for what was ${done}.`, "200", "missing")];
  }
  const seen = objectOf(exchange);
  const isWrong = (name: string) => !sameThing(expects?.[name], seen?.[name]) && isAnswered(surface, exchange, name);
  const wrong = expects && seen && Object.keys(expects).find(isWrong);
  if (!wrong || !seen) return [];
  const headline = `"${wrong}" of ${lineOf(exchange)} was ${say(seen[wrong])}, and ${say(expects[wrong])} is what was ${done}.`;
  return [failed(exchange, headline, `"${wrong}": ${say(expects[wrong])}`, cause)];
}

/** Only a whole list: on a page that goes on elsewhere it may be further down. */
function judgeList({ surface }: RecordingView, exchange: Exchange): Failure[] {
  const { resource: name, id } = (exchange.note ?? {}) as unknown as SeenNote;
  const resource = surface.resources.find((candidate) => candidate.name === name);
  const body = jsonOf(exchange);
  const items = Array.isArray(body) ? body : asObject(body)?.[resource?.page?.items ?? "items"];
  const next = asObject(body)?.[resource?.page?.next ?? "nextCursor"];
  if (!succeeded(exchange) || !Array.isArray(items) || (next !== null && next !== undefined)) return [];
  const ids = items.map((item) => String(asObject(item)?.[resource?.idMember ?? "id"]));
  if (ids.includes(id)) return [];
  return [
    failed(
      exchange,
      `${lineOf(exchange)} has no ${name} ${id}, which was made at the other copy.`,
      `${name} ${id} among them`,
      "missing",
    ),
  ];
}

function failed(exchange: Exchange, headline: string, expected: string, cause: string): Failure {
  return { headline, expected, seen: answerOf(exchange), entries: [exchange.id], cause };
}
