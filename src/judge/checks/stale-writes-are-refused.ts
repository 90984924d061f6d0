import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { header } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { answerOf, asObject, lineOf, objectOf, operationNamed, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { changedMember } from "../reading/kept-thing.ts";
import type { TagNote } from "../scenarios/change-what-was-changed.ts";

const note = (tag?: string) => ({ resource: "note", ...(tag ? { tag } : {}) });
const milk = { id: 7, title: "Milk", stars: 1 };
const oats = { ...milk, title: "Oats" };
const read = { operation: "getNote", url: "/notes/7", status: 200 };
const change = { label: "change", operation: "updateNote", method: "PATCH", url: "/notes/7" };
const tagged = (etag: string) => ({ "content-type": "application/json", etag });
const stale = { title: "Precondition Failed", status: 412 };
const tags = (first: string, second: string) =>
  example((r) => {
    r.scenario("change-what-was-changed");
    r.exchange({ ...read, label: "read", note: note(), json: milk, headers: tagged(first) });
    r.exchange({ ...change, note: note("fresh"), sent: { title: "Oats" }, status: 200, json: oats });
    r.exchange({ ...read, label: "read again", note: note(), json: oats, headers: tagged(second) });
    r.exchange({ ...change, note: note("stale"), sent: { title: "Rye" }, status: 412, json: stale });
    r.exchange({ ...read, label: "read after", note: note("stale"), json: oats, headers: tagged(second) });
    r.exchange({ ...change, note: note("made up"), sent: { title: "Tea" }, status: 412, json: stale });
    r.exchange({ ...read, label: "read after", note: note("made up"), json: oats, headers: tagged(second) });
    r.exchange({ ...change, note: note("none"), sent: { title: "Tea" }, status: 200, json: oats });
    r.exchange({ ...change, note: note("any"), sent: { title: "Tea" }, status: 200, json: oats });
  }, sharingSurface);
const good = tags('"1"', '"2"');

const check: Check = {
  title: { passed: "A change of what has changed is refused", failed: "A stale change overwrites a newer one" },
  severity: "critical",
  skills: ["concurrency", "http-methods", "status-codes"],
  references: [
    { name: "RFC 9110 §13.1.1 (If-Match)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1" },
    { name: "RFC 9110 §8.8.3 (ETag)", url: "https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3" },
    { name: "CWE-362 (race condition)", url: "https://cwe.mitre.org/data/definitions/362.html" },
  ],
  why: `Two people open the same task. One writes the new deadline, the other, a minute later, corrects a letter and saves the old deadline
    over it. Nobody sees an error. The lost update is found weeks later, by the customer, and cannot be told from a mistake of
    the person who typed.`,
  hints: {
    look: "Follow the tag: which one was read, which one was sent with the change, and what was read after it?",
    ask: "What is your tag made of, and where is it compared with the one in If-Match?",
    concept: `A tag names one state of a thing. A version column that each change counts up is the simplest; a time is none unless it is as
      fine as changes are close. If-Match says: change it only if it is still this. The comparison belongs into the statement that changes
      ("where id = $1 and version = $2"), so that nobody can get in between; no row changed means 412. Without If-Match nothing is compared, and
      * matches whatever is there. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/If-Match`,
    shape: `GET:   ETag: "<version>"
PATCH: changed = sql("update things set …, version = version + 1 where id = $1 and version = $2", id, version of If-Match)
       if nothing changed: answer 412`,
    example: `A CMS made its tag from updated_at in seconds. Two editors who saved in the same second lost a paragraph. Fixed: version int not null
default 1, counted up by each update.`,
    causes: {
      "no-tag": "Look at the headers of what was read: there is no ETag, so nobody can say what they read.",
      "same-tag": "Look at the tags before and after the change: they are the same. What is the tag made of?",
      overwritten: "Look at the change with the old tag: it was done. Is If-Match read at all?",
      "refused-and-done": "Look at what was read after the refusal: the change was made all the same.",
      "fresh-refused": "Look at the first change: its tag had just been read, and nobody was in between.",
      "other-status": "Look at the status: a condition that does not hold is 412.",
      "none-refused": "Look at the change without a condition: If-Match is the client's choice.",
    },
  },
  scenarios: ["change-what-was-changed"],
  promises: ["stale-writes-are-refused"],
  after: ["update-changes-only-what-was-sent"],
  judge(view) {
    const all = view
      .of("exchange", "change-what-was-changed")
      .filter((e) => e.label.startsWith("read") || e.label === "change");
    const groups = [...Map.groupBy(all, (exchange) => String(asObject(exchange.note)?.resource)).values()];
    const judged = groups.filter((exchanges) => succeeded(exchanges[0]));
    const failures = judged.flatMap((exchanges) => judgeThing(view, exchanges));
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      { cases: judged.length, otherwise: "nothing with a tag could be read", view },
    );
  },
  passes: [good, tags('W/"a"', 'W/"b"')],
  breaks: [
    broken("there is no tag", good, (r) => answer(r, "read", { headers: { "content-type": "application/json" } })),
    broken("If-Match is not read", good, (r) => answer(r, "change", { status: 200, json: oats }, 1)),
    broken("the tag is the second of the change", good, (r) => answer(r, "read again", { headers: tagged('"1"') })),
    broken("refused after it was done", good, (r) => answer(r, "read after", { json: { ...milk, title: "Rye" } })),
    broken("the tag is another one each time", good, (r) => answer(r, "change", { status: 412, json: stale })),
    broken("what is no number is no condition", good, (r) => answer(r, "change", { status: 200, json: oats }, 2)),
    broken("a conflict", good, (r) =>
      answer(r, "change", { status: 409, json: { title: "Conflict", status: 409 } }, 1),
    ),
    broken("a condition is demanded", good, (r) => answer(r, "change", { status: 428, json: stale }, 3)),
    broken("the star is compared", good, (r) => answer(r, "change", { status: 412, json: stale }, 4)),
  ],
};
export default check;

function judgeThing(view: RecordingView, exchanges: Exchange[]): Failure[] {
  const tagOf = (exchange: Exchange) => (asObject(exchange.note) as unknown as TagNote).tag;
  const labelled = (label: string, tag?: TagNote["tag"]) =>
    exchanges.find((exchange) => exchange.label === label && tagOf(exchange) === tag);
  const [read, again] = [labelled("read"), labelled("read again")];
  if (!read) return [];
  const { resource } = asObject(read.note) as unknown as TagNote;
  const etag = header(read, "etag");
  if (etag === undefined) {
    return [failure("no-tag", [read], `${lineOf(read)} ${outcomeOf(read)} without an ETag.`, "an ETag")];
  }
  const fresh = labelled("change", "weak stripped") ?? labelled("change", "fresh");
  if (fresh && !succeeded(fresh)) {
    if (![412, 409, 400, 428].includes(fresh.response?.status ?? 0)) return [];
    const headline = `${lineOf(fresh)} with If-Match: ${etag}, just read, ${outcomeOf(fresh)}.`;
    return [failure("fresh-refused", [read, fresh], headline, "2xx")];
  }
  const found: Failure[] = [];
  const newer = again && succeeded(again) ? header(again, "etag") : undefined;
  if (fresh && again && newer !== undefined && bare(newer) === bare(etag)) {
    const headline = `The ETag of a ${resource} was ${etag} before it was changed, and still is.`;
    return [failure("same-tag", [read, fresh, again], headline, "another ETag after each change")];
  }
  for (const tag of ["stale", "made up"] as const) {
    const change = labelled("change", tag);
    const after = labelled("read after", tag);
    if (!change) continue;
    const said = `${lineOf(change)} with ${tag === "stale" ? `If-Match: ${etag}, which was stale,` : "an If-Match that never was"}`;
    const [was, is] = [objectOf(again), objectOf(after)];
    const member =
      tag === "stale" && was && is ? changedMember(was, is, operationNamed(view.surface, read.operation)) : undefined;
    const status = change.response?.status ?? 0;
    if (succeeded(change))
      found.push(failure("overwritten", [read, change], `${said} ${outcomeOf(change)}.`, "412, and nothing changed"));
    else if (member !== undefined && after) {
      const headline = `${said} ${outcomeOf(change)}, and "${member}" was changed all the same.`;
      found.push(failure("refused-and-done", [read, change, after], headline, "412, and nothing changed"));
    } else if (tag === "stale" && status !== 412 && status !== 503 && change.outcome === "answered") {
      found.push(failure("other-status", [read, change], `${said} ${outcomeOf(change)}.`, "412"));
    }
  }
  for (const tag of ["none", "any"] as const) {
    const change = labelled("change", tag);
    if (!change || ![400, 409, 412, 428].includes(change.response?.status ?? 0)) continue;
    const headline = `${lineOf(change)} ${tag === "none" ? "without If-Match" : "with If-Match: *"} ${outcomeOf(change)}.`;
    found.push(failure("none-refused", [change], headline, "2xx"));
  }
  return found;
}

/** Whether a tag is called weak says nothing about which state it names. */
function bare(etag: string): string {
  return etag.replace(/^W\//, "");
}

function failure(cause: string, exchanges: Exchange[], headline: string, expected: string): Failure {
  const last = exchanges.at(-1) as Exchange;
  return { cause, headline, expected, seen: answerOf(last), entries: exchanges.map(({ id }) => id) };
}
