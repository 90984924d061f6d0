import type { Exchange } from "../../contract/recording.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { asObject, lineOf, succeeded } from "../reading/exchanges.ts";
import { inWords } from "../reading/process-life.ts";

const scenario = "crowd-a-slow-database";

/** Eight at once, each by itself some 130 ms; `wait` says how long the n-th of them waits for others. */
const rounds = (wait: (nth: number, round: number) => number) =>
  example((r) => {
    r.scenario(scenario);
    for (let round = 0; round < 3; round++) {
      r.exchange({
        label: "alone",
        operation: "getNote",
        url: "/notes/1",
        note: { round },
        status: 200,
        json: {},
        durationMs: 131,
      });
      const at = r.now;
      for (let nth = 0; nth < 8; nth++) {
        const durationMs = 131 + wait(nth, round);
        r.exchange({
          label: "side by side",
          operation: "getNote",
          url: "/notes/1",
          note: { round },
          status: 200,
          json: {},
          at,
          durationMs,
        });
      }
      r.after(2_000);
    }
  });
const together = rounds((nth) => nth * 4);
const inPairs = rounds((nth) => Math.floor(nth / 2) * 131);
const oneStall = rounds((nth, round) => (round === 1 ? nth * 200 : nth));

const check: Check = {
  title: {
    passed: "Requests are served side by side",
    failed: "Requests stand in line for one another",
  },
  severity: "major",
  skills: ["concurrency", "connection-pooling", "scaling"],
  references: [
    {
      name: "node-postgres: pool size",
      url: "https://node-postgres.com/guides/pool-sizing",
    },
    {
      name: "Node.js: don't block the event loop",
      url: "https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop",
    },
  ],
  why: `A program that serves one request at a time looks quick on a laptop, where the database answers in a tenth of a millisecond.
    In production each answer waits for a network and for disks, and everybody waits for everybody before them: ten users
    make it ten times as slow, while processor and database have nothing to do. More machines are bought, and do not help.`,
  hints: {
    look: "Compare how long one request takes alone with how long the last of eight takes that were sent together.",
    ask: "What is there only one of, that every request needs from beginning to end: a connection, a lock, a thread?",
    concept: `While a request waits for the database, the program can serve others, if nothing that exists only once is held meanwhile. Usual
      suspects: a single connection shared by all, a pool of one, a lock or queue around the whole handler, a driver that blocks the
      only thread. A pool of some ten connections lets ten requests wait at the same time; its size is bounded by what the database
      allows. Hold a connection only while a statement or transaction runs.
      https://www.postgresql.org/docs/current/runtime-config-connection.html`,
    shape: `pool = open_pool(max = 10)      // not: connection = connect(); not: max = 1
handle(request): with pool.take() as connection: …   // no lock around it`,
    example: `A ticket shop kept one database connection in a global variable. Forty visitors at once waited forty times as long. Fixed: a pool of ten,
and a connection taken for each request.`,
    causes: {
      "one-by-one": "The eight answers came one after the other, each a whole answer later than the one before.",
    },
  },
  scenarios: [scenario],
  after: ["created-thing-reads-back"],
  judge(view) {
    const all = view.of("exchange", scenario);
    // Of several, the quickest: what else the machine did meanwhile only makes them longer.
    const [alone] = all.filter((exchange) => exchange.label === "alone" && succeeded(exchange)).toSorted(byDuration);
    const crowds = [...Map.groupBy(all.filter(isTogether), roundOf).values()].filter((crowd) => crowd.every(succeeded));
    const rounds = crowds.flatMap((crowd) => {
      const last = crowd.toSorted(byDuration).at(-1);
      return last ? [{ crowd, last }] : [];
    });
    const best = rounds.toSorted((a, b) => byDuration(a.last, b.last))[0];
    if (!alone || !best) {
      return { verdict: "unclear", why: "the requests that were sent together were not all answered 2xx" };
    }
    const { crowd, last } = best;
    const measured = {
      "one alone": inWords(alone.durationMs),
      [`the last of ${crowd.length} sent together`]: inWords(last.durationMs),
    };
    // Served one by one, the last of eight takes eight times as long. A pool of two takes four times, which is slow and no line.
    const isLine = alone.durationMs >= waitedMs && last.durationMs > alone.durationMs * crowd.length * 0.75;
    const failure = {
      headline: `${crowd.length} requests sent together were served one after the other: the last took ${inWords(last.durationMs)}, one alone ${inWords(alone.durationMs)}.`,
      expected: `while one request waits for the database, others are served: the last of ${crowd.length} takes about as long as one`,
      seen: `${lineOf(last)} took ${inWords(last.durationMs)}, in the best of ${rounds.length} tries`,
      entries: [alone.id, ...crowd.map(({ id }) => id).filter((id) => id !== last.id), last.id],
      cause: "one-by-one",
    };
    return conclude(isLine ? [failure] : [], { cases: rounds.length, otherwise: "", measured });
  },
  passes: [together, inPairs, oneStall],
  breaks: [
    { fault: "one at a time", recording: rounds((nth) => nth * 131) },
    { fault: "one at a time, with a lock that costs", recording: rounds((nth) => nth * 150) },
  ],
  leavesOpen: [
    broken("the last is refused", together, (r) => {
      for (const entry of r.entries) {
        if (entry.kind === "exchange" && entry.response && entry.durationMs > 150) entry.response.status = 503;
      }
    }),
  ],
};
export default check;

/** Who answers sooner did not ask the slow database, and has nothing to stand in line for that is worth measuring. */
const waitedMs = 100;

function roundOf({ note }: Exchange): number {
  return Number(asObject(note)?.round ?? -1);
}

function isTogether({ label }: Exchange): boolean {
  return label === "side by side";
}

function byDuration(a: Exchange, b: Exchange): number {
  return a.durationMs - b.durationMs;
}
