import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { answer, broken, example } from "../check-examples.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { sharingSurface } from "../reading/example-sharing.ts";
import { answerOf, asObject, jsonOf, lineOf, outcomeOf, say, succeeded } from "../reading/exchanges.ts";
import { sameJson } from "../reading/same-value.ts";
import type { AlikeNote } from "../scenarios/try-as-everybody.ts";

const gone = { title: "Not found", status: 404 };
const ask = (about: string, id: string) => ({
  label: "ask alike",
  operation: "getNote",
  url: `/notes/${id}`,
  note: { case: "a1", resource: "note", does: "read", about, id, wellFormed: true, with: "nothing" },
});
const good = example((r) => {
  r.scenario("try-as-everybody");
  // A request id and the id that was asked for may differ.
  r.exchange({ ...ask("unknown", "1007"), status: 404, json: { ...gone, instance: "/notes/1007", request: "x1" } });
  r.exchange({ ...ask("unknown too", "1008"), status: 404, json: { ...gone, instance: "/notes/1008", request: "x2" } });
  r.exchange({ ...ask("foreign", "7"), status: 404, json: { ...gone, instance: "/notes/7", request: "x3" } });
}, sharingSurface);
const strangeIds = example((r) => {
  r.scenario("try-as-everybody");
  for (const [about, id] of [
    ["unknown", "n-8"],
    ["unknown too", "n-9"],
  ] as const) {
    const { note, ...rest } = ask(about, id);
    r.exchange({
      ...rest,
      note: { ...note, wellFormed: false },
      status: 400,
      json: { title: "Malformed", status: 400 },
    });
  }
  r.exchange({ ...ask("foreign", "n-7"), status: 404, json: gone });
  for (const [about, id] of [
    ["unknown", "8"],
    ["unknown too", "9"],
    ["foreign", "7"],
  ] as const) {
    const { note, ...rest } = ask(about, id);
    r.exchange({ ...rest, note: { ...note, case: "a2" }, status: 403, json: { title: "Forbidden", status: 403 } });
  }
}, sharingSurface);

const check: Check = {
  title: {
    passed: "Strangers cannot tell what exists from what does not",
    failed: "A stranger can find out what exists",
  },
  severity: "major",
  skills: ["authorization", "error-responses", "security-basics"],
  references: [
    { name: "CWE-203 (observable discrepancy)", url: "https://cwe.mitre.org/data/definitions/203.html" },
    {
      name: "RFC 9110 §15.5.4 (403, and when 404 is better)",
      url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4",
    },
    {
      name: "OWASP API1:2023 (object level authorization)",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
    },
  ],
  why: `That a thing exists is already news: how many orders a competitor has, whether a name is a patient, which project is being
    prepared. A 403 here and a 404 there, or one word more in the message, turns a loop over ids into a list. It also tells
    attackers which ids are worth more work.`,
  hints: {
    look: "Put the two answers side by side: one is about somebody else's thing, the other about one that is not there.",
    ask: "Which of your questions is asked first: is it there, is the request valid, or may this person know?",
    concept: `Ask once: a statement that looks for the row and for the person's right to it at the same time gives no row in either case, and the
      handler cannot tell them apart even if it wants to. What is checked earlier (the body, If-Match, whether it is in use)
      must not depend on the row. 404 for both is usual; 403 for both is as good. Same status, same body, same headers.
      https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5`,
    shape: `row = sql("select … from things join memberships … where thing.id = $1 and person = $2")
if row is nothing: answer 404         # not there, or not yours: we do not know either
if ifMatch is stale: answer 412       # only now`,
    example: `A recruiting site answered 403 for candidates of other firms and 404 for the rest. A script found every candidate number in a night.
Fixed: one query with the firm in it, and 404 for both.`,
    causes: {
      status: "Look at the two statuses: they tell the two cases apart.",
      body: "Look at the two bodies: one says something that the other does not.",
      headers: "Look at the names of the headers: one answer has one that the other does not have.",
      "early-validation":
        "Look at what was sent: the request was wrong in itself, and that was found out only where the thing exists.",
      "other-status": "Look at the status: whoever may not know is answered 404, or 403.",
    },
  },
  scenarios: ["try-as-everybody"],
  promises: ["strangers-learn-nothing"],
  after: ["strangers-cannot-touch"],
  judge(view) {
    const asked = view.of("exchange", "try-as-everybody").filter(({ label }) => label === "ask alike");
    const triples = [...Map.groupBy(asked, (exchange) => noteOf(exchange).case).values()].flatMap(tripleOf);
    const disputed = triples.find(isDisputed);
    const judged = triples.filter((triple) => !isDisputed(triple));
    const failures = judged.flatMap((triple) => judgeTriple(triple) ?? []);
    const finding = conclude(
      oncePer(failures, (failure) => `${failure.cause} ${failure.seen.slice(0, 20)}`),
      { cases: judged.length, otherwise: "nothing could be asked for that is surely not there", view },
    );
    return disputed && finding.verdict !== "failed" ? { verdict: "unclear", why: whyDisputed(disputed) } : finding;
  },
  passes: [good, strangeIds],
  breaks: [
    broken("409 for what is there", good, (r) => answer(r, "ask alike", { status: 409 }, 2)),
    broken("the message says more", good, (r) =>
      answer(r, "ask alike", { json: { ...gone, title: "Not yours", instance: "/notes/7", request: "x3" } }, 2),
    ),
    broken("a member more", good, (r) =>
      answer(r, "ask alike", { json: { ...gone, instance: "/notes/7", request: "x3", owner: 3 } }, 2),
    ),
    broken("it carries a tag", good, (r) =>
      answer(r, "ask alike", { headers: { "content-type": "application/problem+json", etag: '"1"' } }, 2),
    ),
    broken("what may not be known is an error", good, (r) => answer(r, "ask alike", { status: 500 }, 2)),
  ],
  leavesOpen: [broken("403 for what is there", good, (r) => answer(r, "ask alike", { status: 403 }, 2))],
};
export default check;

interface Triple {
  foreign: Exchange;
  unknown: Exchange;
  alsoUnknown: Exchange;
}

/** None where a comparison would say nothing: it worked (which is worse, and told elsewhere), or the made-up id has another form. */
function tripleOf(exchanges: Exchange[]): Triple[] {
  const about = (wanted: AlikeNote["about"]) => exchanges.find((exchange) => noteOf(exchange).about === wanted);
  const [foreign, unknown, alsoUnknown] = [about("foreign"), about("unknown"), about("unknown too")];
  if (!foreign?.response || !unknown?.response || !alsoUnknown?.response || succeeded(foreign)) return [];
  const busy = [foreign, unknown, alsoUnknown].some(
    ({ response }) => response?.status === 429 || response?.status === 503,
  );
  const isMalformed = !noteOf(unknown).wellFormed && [400, 422].includes(unknown.response.status);
  const isSteady = unknown.response.status === alsoUnknown.response.status;
  return busy || isMalformed || !isSteady ? [] : [{ foreign, unknown, alsoUnknown }];
}

/**
 * Contracts say "404 (403 accepted)" of what a person may not know, and 404 of what is not there. A program that answers
 * just so keeps to the letter, and tells strangers what exists all the same. It is not ours to say which counts more.
 */
function isDisputed({ foreign, unknown }: Triple): boolean {
  return foreign.response?.status === 403 && unknown.response?.status === 404;
}

function whyDisputed({ foreign, unknown }: Triple): string {
  return `${lineOf(foreign)} is answered 403 where it exists and ${lineOf(unknown)} 404 where it does not: the contract accepts 403, and yet the two can be told apart; the same answer for both would settle it`;
}

function judgeTriple({ foreign, unknown, alsoUnknown }: Triple): Failure | undefined {
  const note = noteOf(foreign);
  const failure = (cause: string, how: string): Failure => ({
    headline: `A stranger can tell somebody else's ${note.resource} from one that is not there (${lineOf(foreign)}, ${note.with}): ${how}.`,
    expected: "the same answer for both, 404 (or 403)",
    seen: `${answerOf(foreign)}; for one that is not there: ${answerOf(unknown)}`,
    entries: [unknown.id, foreign.id],
    cause,
  });
  const [status, other] = [foreign.response?.status, unknown.response?.status];
  if (status !== other) {
    const isOdd = note.with === "an empty body" || note.with === "a stale tag";
    return failure(isOdd ? "early-validation" : "status", `one is answered ${status}, the other ${other}`);
  }
  const difference = bodyDifference({ foreign, unknown, alsoUnknown });
  if (difference) return failure("body", difference);
  const more = headerDifference({ foreign, unknown, alsoUnknown });
  if (more) return failure("headers", `only one answer has the header ${more}`);
  const isPlain = note.with === "a valid body" || note.with === "nothing";
  if (isPlain && status !== 404 && status !== 403 && (status ?? 0) >= 500) {
    return {
      ...failure("other-status", outcomeOf(foreign)),
      headline: `${lineOf(foreign)} of a stranger ${outcomeOf(foreign)}.`,
    };
  }
  return undefined;
}

/** What differs between two answers about nothing (a request id, a time) means nothing. */
function bodyDifference({ foreign, unknown, alsoUnknown }: Triple): string | undefined {
  const [theirs, nothings, again] = [foreign, unknown, alsoUnknown].map((exchange) => asObject(withoutId(exchange)));
  if (!theirs || !nothings || !again) return undefined;
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(nothings)])];
  const odd = names.find((name) => {
    if (!(name in theirs) || !(name in nothings)) return name in nothings === name in again;
    return sameJson(nothings[name], again[name]) && !sameJson(theirs[name], nothings[name]);
  });
  return odd === undefined
    ? undefined
    : `"${odd}" is ${say(theirs[odd])} in one and ${say(nothings[odd])} in the other`;
}

function withoutId(exchange: Exchange): Json | undefined {
  const body = jsonOf(exchange);
  if (body === undefined) return undefined;
  const id = noteOf(exchange).id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const written = new RegExp(`(?<![A-Za-z0-9])${id}(?![A-Za-z0-9])`, "g");
  const blank = (value: Json): Json => {
    if (typeof value === "string") return value.replace(written, "…");
    if (typeof value === "number") return String(value) === noteOf(exchange).id ? "…" : value;
    if (Array.isArray(value)) return value.map(blank);
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, blank(member)]))
      : value;
  };
  return blank(body);
}

/** Those that come and go with the connection, or count requests, say nothing about a thing. */
const ownLife =
  /^(date|connection|keep-alive|content-length|transfer-encoding|server-timing|(x-)?rate-?limit.*|retry-after)$/;

function headerDifference({ foreign, unknown, alsoUnknown }: Triple): string | undefined {
  const [theirs, nothings, again] = [foreign, unknown, alsoUnknown].map(
    ({ response }) =>
      new Set((response?.headers ?? []).map(([name]) => name.toLowerCase()).filter((name) => !ownLife.test(name))),
  );
  if (!theirs || !nothings || !again) return undefined;
  return (
    [...theirs].find((name) => !nothings.has(name) && !again.has(name)) ??
    [...nothings].find((name) => again.has(name) && !theirs.has(name))
  );
}

function noteOf(exchange: Exchange): AlikeNote {
  return exchange.note as unknown as AlikeNote;
}
