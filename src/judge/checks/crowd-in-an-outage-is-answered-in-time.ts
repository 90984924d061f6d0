import type { Entry } from "../../contract/recording.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { lineOf, outcomeOf } from "../reading/exchanges.ts";
import { inWords } from "../reading/process-life.ts";

const scenario = "crowd-a-slow-database";
const label = "crowd in the silence";

const withBeside = (besideMs: number) =>
  example((r) => {
    r.scenario(scenario);
    r.add({ kind: "fault", event: "begins", fault: "silence" });
    const at = r.now;
    for (let nth = 0; nth < 40; nth++) {
      const durationMs = nth < 10 ? 4_020 : 4_100 + nth;
      r.exchange({
        label,
        url: "/notes/1",
        status: 503,
        json: { title: "No", status: 503 },
        at,
        durationMs,
        limitMs: 11_500,
      });
    }
    r.exchange({ label: "beside the crowd", url: "/nothing", status: 404, json: {}, at, durationMs: besideMs });
  });
const good = withBeside(3);

const check: Check = {
  title: {
    passed: "In an outage a crowd is answered in time, too",
    failed: "In an outage a crowd waits longer than the contract allows",
  },
  severity: "major",
  skills: ["timeouts", "connection-pooling", "resilience"],
  references: [
    { name: "node-postgres: connectionTimeoutMillis", url: "https://node-postgres.com/apis/pool" },
    {
      name: "Amazon Builders' Library: timeouts, retries, backoff",
      url: "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/",
    },
  ],
  why: `A time limit on each statement bounds the wait of those who have a connection. The others wait for one, and when that wait has
    no limit, the fortieth request waits for four generations before it. With the database silent for a minute, the whole
    program stands still for many, and every client, proxy and queue in front of it fills up.`,
  hints: {
    look: "Look at how long the first ten answers took, and how long the last.",
    ask: "How long may a request wait for a connection from your pool, before it even begins?",
    concept: `A request waits twice: for a connection, then for its statement. Both waits need a limit, and their sum has to be below what the
      contract allows. Pools have a setting for the first (connectionTimeoutMillis, pool_timeout, connectionTimeout), which is often
      "for ever" or thirty seconds by default. Programs with a fixed number of threads have a third wait in front of both: what is
      queued for a thread. https://node-postgres.com/apis/pool`,
    shape: `pool = open_pool(max = 10, wait_for_connection = 3 s, statement_timeout = 4 s)   // 3 + 4 < 10`,
    example: `A hotel's price page had a limit of five seconds for each statement. In an outage of its database, the hundredth guest waited for fifty. Fixed: two
seconds for a connection, then 503.`,
    causes: {
      waits: "Some answers came in time and others much later: those were still waiting for a connection.",
    },
  },
  scenarios: [scenario],
  promises: ["outage-is-answered-503"],
  after: ["silent-database-is-answered-in-time"],
  judge(view) {
    const crowd = view.of("exchange", scenario).filter((exchange) => exchange.label === label);
    const limitMs = view.surface.limits.outageAnswerMs;
    const [first, ...others] = crowd.toSorted((a, b) => a.durationMs - b.durationMs);
    const last = others.at(-1) ?? first;
    if (!first || !last) return { verdict: "unclear", why: "no crowd was sent while the database was silent" };
    const late = crowd.filter(({ outcome }) => outcome === "timeout");
    const measured = {
      "the first answer": inWords(first.durationMs),
      [`the last of ${crowd.length}`]: inWords(last.durationMs),
    };
    // Whoever does not even say what is not there has not begun with those who wait: they stand at the door of a server that works on
    // so many requests at once and no more, which is a matter of its size.
    const beside = view.of("exchange", scenario).find((exchange) => exchange.label === "beside the crowd");
    if (late.length > 0 && beside && beside.durationMs >= first.durationMs) {
      const served = crowd.length - late.length;
      return {
        verdict: "unclear",
        why: `${served} of ${crowd.length} requests at once were answered within ${limitMs / 1_000} s, and the others were not begun with: its server works on few at once, each for ${inWords(first.durationMs)} while the database is silent. More workers, or shorter time limits, would settle it`,
      };
    }
    const failure = {
      headline: `With the database silent, ${late.length} of ${crowd.length} requests that came at once were not answered within ${limitMs / 1_000} s.`,
      expected: `every request is answered within ${limitMs / 1_000} s, however many wait`,
      seen: `${lineOf(last)} ${outcomeOf(last)}; the first was answered after ${inWords(first.durationMs)}`,
      entries: [first.id, last.id],
      cause: "waits",
    };
    return conclude(late.length > 0 ? [failure] : [], { cases: crowd.length, otherwise: "", measured });
  },
  passes: [good],
  breaks: [broken("waiting for a connection has no limit", good, (r) => leaveWaiting(r.entries))],
  leavesOpen: [
    broken("its workers are all at work, and the rest waits at the door", withBeside(11_500), (r) =>
      leaveWaiting(r.entries),
    ),
  ],
};
export default check;

function leaveWaiting(entries: Entry[]): void {
  for (const entry of entries.slice(20)) {
    if (entry.kind !== "exchange" || entry.label !== label) continue;
    delete entry.response;
    Object.assign(entry, { outcome: "timeout", durationMs: 11_500 });
  }
}
