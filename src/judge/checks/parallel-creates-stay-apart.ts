import type { Exchange } from "../../contract/recording.ts";
import type { Resource } from "../../contract/surface.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { answer, broken, example, exchangeIn } from "../check-examples.ts";
import { idOf } from "../probe/http/messages.ts";
import { conclude, oncePer } from "../reading/conclude.ts";
import { answerOf, asObject, lineOf, objectOf, outcomeOf, say, sentObject, succeeded } from "../reading/exchanges.ts";
import { sameThing } from "../reading/same-value.ts";

const body = (n: number) => ({ title: `Note ${n}`, stars: n, writtenOn: "2026-01-01" });
const good = example((r) => {
  r.scenario("create-in-parallel");
  for (const n of [1, 2, 3]) {
    const note = { resource: "note", thing: `t${n}` };
    r.exchange({
      label: "create at once",
      note,
      method: "POST",
      url: "/notes",
      sent: body(n),
      status: 201,
      json: { ...body(n), id: n },
      at: 1,
    });
  }
  for (const n of [1, 2, 3]) {
    r.exchange({
      label: "read at once",
      note: { resource: "note", thing: `t${n}` },
      url: `/notes/${n}`,
      status: 200,
      json: { ...body(n), id: n },
    });
  }
});

/** Its own values are what this one fails for. */
const failsAnyway = structuredClone(good);
answer(failsAnyway, "create at once", { status: 500 }, 1);
failsAnyway.entries.push({
  ...structuredClone(exchangeIn(failsAnyway, "create at once", 1)),
  id: 900,
  label: "create alone",
  at: 500,
});

const check: Check = {
  title: {
    passed: "Creates at the same moment stay apart",
    failed: "Creates at the same moment get into each other's way",
  },
  severity: "critical",
  skills: ["concurrency", "relational-databases", "connection-pooling"],
  references: [
    { name: "CWE-362 (race condition)", url: "https://cwe.mitre.org/data/definitions/362.html" },
    { name: "CWE-567 (shared data without synchronization)", url: "https://cwe.mitre.org/data/definitions/567.html" },
  ],
  why: `On the first Monday after the launch two people pressed "save" in the same second, and each saw the other's salary. The handler
    kept "the current request" in a variable of the module. No test with one client can find this; with a few hundred
    people it happens every day, and nobody can repeat it.`,
  hints: {
    look: "Look at two creates of the same moment: whose values are in whose answer, and which ids did they get?",
    ask: "Which variables does your handler use that were not made in this very call?",
    concept: `Between two awaits, or in two threads, other requests run. Whatever lives outside the handler (a module's variable, a member of
      a shared object, one database connection for all, "select max(id) + 1") is shared with them. Keep the request's values in
      local variables, take a connection from the pool for each transaction, and let the database give out ids: identity columns or
      gen_random_uuid(), which never give the same twice. https://www.postgresql.org/docs/current/ddl-identity-columns.html`,
    shape: `create(request):
  body = parse(request)                   # local, not a global
  row = sql("insert … returning *", …)    # the database gives the id
  answer 201, toAnswer(row)`,
    example: `A shop numbered its orders with "select max(number) + 1 from orders". Two customers got order 8812, and one parcel. Fixed: number
bigint generated always as identity.`,
    causes: {
      failed:
        "Look at the answer to the create that did not work, and at the log: what was taken already (an id, the one connection)?",
      "same-id": "Two creates were given the same id: where do ids come from?",
      "mixed-answer": "One answer has the values of another request: which variable do the two share?",
      "mixed-row": "The answer was right, the row is not: which connection or statement do the two share?",
    },
  },
  scenarios: ["create-in-parallel"],
  after: ["created-thing-reads-back"],
  judge(view) {
    const failures = view.surface.resources.flatMap((resource) => judgeResource(view, resource));
    const creates = view.of("exchange", "create-in-parallel").filter((exchange) => exchange.label === "create at once");
    return conclude(
      oncePer(failures, (failure) => `${failure.cause}`),
      {
        view,
        cases: creates.length,
        otherwise: "nothing was created",
        measured: { "creates at once": creates.length },
      },
    );
  },
  passes: [good, failsAnyway],
  breaks: [
    broken("one of them fails", good, (r) =>
      answer(r, "create at once", { status: 500, json: { title: "duplicate key", status: 500 } }, 1),
    ),
    broken("max(id) + 1 gives one id twice", good, (r) =>
      answer(r, "create at once", { json: { ...body(2), id: 1 } }, 1),
    ),
    broken("the body is kept in a global variable", good, (r) =>
      answer(r, "create at once", { json: { ...body(3), id: 2 } }, 1),
    ),
    broken("a row has the values of another", good, (r) =>
      answer(r, "read at once", { json: { ...body(3), id: 2 } }, 1),
    ),
    broken("one is never answered", good, (r) => answer(r, "create at once", null, 2)),
  ],
};
export default check;

function judgeResource(view: RecordingView, resource: Resource): Failure[] {
  const ours = view.of("exchange", "create-in-parallel").filter((e) => asObject(e.note)?.resource === resource.name);
  const creates = ours.filter((exchange) => exchange.label === "create at once");
  const failures: Failure[] = [];
  const owners = new Map<string, Exchange>();
  for (const create of creates) {
    if (create.outcome === "aborted") continue;
    if (!succeeded(create)) {
      if (failsAlone(create, ours)) continue;
      failures.push(
        failure(
          "failed",
          [create],
          `One of ${creates.length} creates at the same moment, ${lineOf(create)}, ${outcomeOf(create)}.`,
          "201 for each of them",
        ),
      );
      continue;
    }
    const id = idOf(create, resource);
    const owner = id === undefined ? undefined : owners.get(id);
    if (owner)
      failures.push(
        failure(
          "same-id",
          [owner, create],
          `Two creates at the same moment were both given the id ${id}.`,
          "an id for each",
        ),
      );
    else if (id !== undefined) owners.set(id, create);
    const others = creates.filter((other) => other !== create);
    const wrong = mixedUp(create, create, others);
    if (wrong) failures.push(mixed("mixed-answer", create, create, wrong));
    const read = ours.find(
      (e) => e.label === "read at once" && asObject(e.note)?.thing === asObject(create.note)?.thing,
    );
    const wrongRow = !wrong && !owner && read && succeeded(read) ? mixedUp(create, read, others) : undefined;
    if (read && wrongRow) failures.push(mixed("mixed-row", create, read, wrongRow));
  }
  return failures;
}

/** Sent again by itself it failed too; of many that failed only some were sent again, and those speak for the rest. */
function failsAlone(create: Exchange, ours: Exchange[]): boolean {
  const alone = ours.filter((exchange) => exchange.label === "create alone");
  const own = alone.filter((exchange) => asObject(exchange.note)?.thing === asObject(create.note)?.thing);
  const telling = own.length > 0 ? own : alone;
  return telling.length > 0 && telling.every((exchange) => !succeeded(exchange));
}

/**
 * The first member that has the value of another create of that moment. All that differs has to be that one's: a value that was
 * changed on the way is for other checks.
 */
function mixedUp(create: Exchange, answered: Exchange, others: Exchange[]): string | undefined {
  const seen = objectOf(answered) ?? {};
  const differing = Object.entries(sentObject(create) ?? {}).filter(
    ([name, value]) => name in seen && !sameThing(value, seen[name]),
  );
  if (differing.length === 0) return undefined;
  const isOf = (other: Exchange) => {
    const sent = sentObject(other) ?? {};
    return differing.every(([name]) => sameThing(sent[name], seen[name]));
  };
  return others.some(isOf) ? differing[0]?.[0] : undefined;
}

function mixed(cause: string, create: Exchange, answered: Exchange, name: string): Failure {
  const [sent, seen] = [sentObject(create)?.[name], objectOf(answered)?.[name]];
  return {
    headline: `A create at the same moment as others sent "${name}": ${say(sent)}, and ${lineOf(answered)} answers ${say(seen)}.`,
    expected: `"${name}": ${say(sent)}`,
    seen: `"${name}": ${say(seen)}`,
    entries: [...new Set([create.id, answered.id])],
    mark: [`"${name}"`],
    cause,
  };
}

function failure(cause: string, exchanges: Exchange[], headline: string, expected: string): Failure {
  return {
    cause,
    headline,
    expected,
    seen: answerOf(exchanges.at(-1) as Exchange),
    entries: exchanges.map((exchange) => exchange.id),
  };
}
