import type { Exchange } from "../../contract/recording.ts";
import type { Check } from "../check.ts";
import { broken, type ExampleBuilder, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { asObject, lineOf, outcomeOf, succeeded } from "../reading/exchanges.ts";
import { inWords } from "../reading/process-life.ts";
import type { HeldRowSeen } from "../scenarios/starve-the-pool.ts";

const scenario = "starve-the-pool";
const operations = [
  ["getNote", "GET", "/notes/2"],
  ["createNote", "POST", "/notes"],
  ["listNotes", "GET", "/notes"],
] as const;

/** One row is held for `heldMs`; `took` says when which operation is answered, in milliseconds. */
const held = (r: ExampleBuilder, nth: number, took: (operation: string) => number, heldMs = 3_000) => {
  const from = r.now;
  r.exchange({
    label: "stuck",
    operation: "updateNote",
    method: "PATCH",
    url: "/notes/1",
    status: 200,
    json: {},
    at: from,
    durationMs: heldMs + 20,
  });
  r.exchange({
    label: "stuck",
    operation: "updateNote",
    method: "PATCH",
    url: "/notes/1",
    status: 200,
    json: {},
    at: from,
    durationMs: heldMs + 30,
  });
  for (const [operation, method, url] of operations) {
    r.exchange({
      label: "beside stuck requests",
      note: { try: nth },
      operation,
      method,
      url,
      status: method === "POST" ? 201 : 200,
      json: {},
      at: from + 100,
      durationMs: took(operation),
    });
  }
  r.add({
    kind: "fact",
    at: from + heldMs + 40,
    name: "held row",
    value: { try: nth, waiting: 2, from, until: from + heldMs },
  });
};
const run = (took: (operation: string, nth: number) => number, tries = 2) =>
  example((r) => {
    r.scenario(scenario);
    for (const [operation, method, url] of operations) {
      r.exchange({
        label: "alone",
        note: { try: 0 },
        operation,
        method,
        url,
        status: method === "POST" ? 201 : 200,
        json: {},
        durationMs: 6,
      });
    }
    for (let nth = 1; nth <= tries; nth++) {
      held(r, nth, (operation) => took(operation, nth));
      r.after(100);
    }
  });
const good = run(() => 9, 1);
const writesWait = run((operation) => (operation === "createNote" ? 2_950 : 9));

const check: Check = {
  title: {
    passed: "A request that is stuck holds up nobody else",
    failed: "A request that is stuck holds up others",
  },
  severity: "major",
  skills: ["concurrency", "connection-pooling", "resilience"],
  references: [
    {
      name: "PostgreSQL: explicit locking",
      url: "https://www.postgresql.org/docs/current/explicit-locking.html",
    },
    {
      name: "CWE-833: deadlock, and what waits for it",
      url: "https://cwe.mitre.org/data/definitions/833.html",
    },
  ],
  why: `One row is locked for a while: by an import, a long report, a colleague's forgotten transaction. Who wants that row has to wait. When
    everybody else waits too, because they need the same connection or the same lock of the program, a trifle becomes an outage of
    everything, and nothing in the logs says why: processor and database have nothing to do.`,
  hints: {
    look: "Look at which operations were answered while two changes of one row waited, and which had to wait with them.",
    ask: "What do the operations that waited share with the stuck ones: a connection, a lock in your program, a lock of the whole table?",
    concept: `A lock should cover as little as possible, for as short as possible. PostgreSQL locks single rows by itself: two changes of
      different rows do not meet. Locks of your own (a mutex around every write, one connection for all writes, LOCK TABLE) make
      strangers wait for each other, and for whatever the one in front waits for. If something must be counted or unique,
      a constraint says so without a queue. And every wait needs an end: lock_timeout.
      https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT`,
    shape: `update thing set … where id = $1      // locks one row, by itself
not: mutex.lock(); await write(); mutex.unlock()
not: lock table thing; update …`,
    example: `A library service wrote through one connection, as it had done with a database in a file. A nightly job held one book's row for ten
minutes, and nobody could borrow anything. Fixed: writes use the pool, like reads.`,
    causes: {
      all: "Nothing at all was answered meanwhile: look for the one thing that every request needs, such as a single connection.",
      writes: "Only what writes had to wait: look for a lock or a connection that all writes share.",
    },
  },
  scenarios: [scenario],
  after: ["created-thing-reads-back", "requests-do-not-stand-in-line"],
  judge(view) {
    const facts = view.of("fact", scenario).filter(({ name }) => name === "held row");
    const tries = facts.map((fact) => ({ ...(fact.value as unknown as HeldRowSeen), id: fact.id }));
    const exchanges = view.of("exchange", scenario);
    const alone = exchanges.filter(({ label }) => label === "alone");
    if (tries.length === 0 || alone.length === 0) {
      return { verdict: "unclear", why: "no row could be held, or nothing was answered before" };
    }
    const stuck = exchanges.filter(({ label }) => label === "stuck");
    if (tries.every(({ waiting }) => waiting === 0)) {
      // A program that refuses to wait for a row has nobody who waits.
      if (stuck.every(({ outcome }) => outcome === "answered"))
        return { verdict: "passed", measured: { "changes that waited": 0 } };
      return { verdict: "unclear", why: "no change waited for the row that was held" };
    }
    const found = [...Map.groupBy(alone, operationOf)].map(([operation, before]) => {
      const beside = exchanges.filter((one) => one.label === "beside stuck requests" && operationOf(one) === operation);
      const servedIn = tries.filter((held) =>
        beside.some((one) => tryOf(one) === held.try && succeeded(one) && endOf(one) <= held.until),
      );
      return { operation, before, beside, isServed: servedIn.length > 0 };
    });
    const slowest = Math.max(...alone.map(({ durationMs }) => durationMs));
    const heldMs = Math.min(...tries.map(({ from, until }) => until - from));
    const waited = Math.max(...tries.map(({ waiting }) => waiting));
    const measured = {
      "slowest answer before": inWords(slowest),
      "changes that waited for the row": waited,
    };
    const starved = found.filter(({ isServed }) => !isServed);
    if (starved.length === 0) return conclude([], { cases: found.length, otherwise: "", measured });
    if (tries.length < 2 || !alone.every(succeeded) || heldMs < factor * slowest) {
      return {
        verdict: "unclear",
        why: "others were not answered beside stuck requests, but they were slow or refused before, too",
      };
    }
    const telling = starved[0]?.beside.at(-1) as Exchange | undefined;
    if (!telling) return { verdict: "unclear", why: "nothing was sent beside the stuck requests" };
    const reads = found.filter(({ beside }) => beside[0]?.request.method === "GET");
    const cause =
      starved.length === found.length ? "all" : reads.every(({ isServed }) => isServed) ? "writes" : undefined;
    return conclude(
      [
        {
          headline: `While ${waited === 1 ? "a change" : `${waited} changes`} of one thing waited for its row, ${starved.length === found.length ? "nothing" : `no ${starved.map(({ operation }) => operation).join(", no ")}`} of other people was answered.`,
          expected: `who needs nothing of that row is served meanwhile, within ${factor} times the ${inWords(slowest)} it took before`,
          seen: `${lineOf(telling)}: ${outcomeOf(telling)} after ${inWords(telling.durationMs)}; the row was held for ${inWords(heldMs)}, in each of ${tries.length} tries`,
          entries: [...stuck.slice(0, 2).map(({ id }) => id), ...tries.map(({ id }) => id), telling.id],
          ...(cause ? { cause } : {}),
        },
      ],
      { cases: found.length, otherwise: "", measured },
    );
  },
  passes: [good, run((_, nth) => (nth === 1 ? 2_990 : 12))],
  breaks: [
    { fault: "one connection for everything", recording: run(() => 2_950) },
    { fault: "a lock around every write", recording: writesWait },
  ],
  leavesOpen: [
    broken("it was as slow before", writesWait, (r) => {
      for (const entry of r.entries) if (entry.kind === "exchange" && entry.label === "alone") entry.durationMs = 700;
    }),
  ],
};
export default check;

/** What counts as held up; the time that the row is held is far more than that on any machine that is not overloaded. */
const factor = 10;

function operationOf({ operation }: Exchange): string {
  return operation ?? "";
}

function tryOf({ note }: Exchange): number {
  return Number(asObject(note)?.try ?? 0);
}

function endOf({ at, durationMs }: Exchange): number {
  return at + durationMs;
}
