import { grouped } from "../../base/amounts.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { exampleRounds } from "../reading/example-rounds.ts";
import { type Grown, growthIn, pathsOf, roundsIn } from "../reading/rounds.ts";

const scenario = "sustain-a-load";
type Held = Parameters<typeof exampleRounds>[1];
const rounds = (held: Held) => example((r) => exampleRounds(r.scenario(scenario), held));

/** As many clients as happen to be connected at a moment. */
const good = rounds({ descriptors: (nth, look) => 30 + ((look * 7 + nth) % 23), mixedRounds: 4 });
const files = rounds({
  descriptors: (nth, look) => 40 + nth * 80 + Math.floor(look * 2.5) + (look % 7),
  paths: { good: 80, refused: 0 },
});
const connections = rounds({ connections: (nth, look) => 10 + nth * 8 + Math.floor(look / 4) });

const check: Check = {
  title: {
    passed: "What is open stays level under a steady load",
    failed: "More and more stays open under a steady load",
  },
  severity: "major",
  skills: ["production-operation", "linux-processes", "connection-pooling"],
  references: [
    { name: "CWE-772: missing release of resource", url: "https://cwe.mitre.org/data/definitions/772.html" },
    { name: "getrlimit(2)", url: "https://man7.org/linux/man-pages/man2/getrlimit.2.html" },
  ],
  why: `Files, sockets and database connections are counted: a process has some thousand, a database a hundred for everybody. What is opened
    now and then and never closed is gone for good. No test sees it. Then, after days, nothing can be opened any more: no connection, no log
    file, no answer, and the database refuses other programs too.`,
  hints: {
    look: "Look at how many descriptors and database connections there were at least in each round: that is what nobody closed.",
    ask: "What does your program open that is not closed on every way out, perhaps only for some requests?",
    concept: `Whoever opens something closes it, on every way out: the good one, the refused one, the one on which the client has gone. Languages
      have a word for it: finally, using, with, defer. A connection comes from the pool and goes back to it; one that is opened beside the
      pool needs somebody who ends it. "ls -l /proc/<pid>/fd" shows what a process has open, pg_stat_activity what a database has.
      https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html`,
    shape: `with open(…) as file: …          // closed on every way out
with pool.take() as connection: …  // given back on every way out`,
    example: `An import opened a second connection to write its protocol, and closed it only at the end of a good one. After three hundred bad files
the database refused the shop. Fixed: the protocol used the connection that was there.`,
    causes: {
      "refused-more":
        "In a round of their own, requests that are refused left much more open: look first at what your error handling opens.",
      "good-more":
        "In a round of their own, requests that are served left much more open: look first at what a handler opens.",
      both: "Requests leave something open whatever their answer: look at what all of them pass through.",
      connections: "Database connections grow in number: look for who connects beside the pool.",
    },
  },
  scenarios: [scenario],
  after: ["connections-are-given-back", "refused-requests-leave-nothing-open"],
  judge(view) {
    const rounds = roundsIn(view, scenario);
    const descriptors = growthIn(rounds, "descriptors");
    const connections = growthIn(rounds, "connections");
    if ("why" in descriptors || "why" in connections) {
      return { verdict: "unclear", why: "why" in descriptors ? descriptors.why : String(Object(connections).why) };
    }
    const measured = {
      "descriptors at least, round by round": descriptors.lowest.join(", "),
      "database connections at least, round by round": connections.lowest.join(", "),
    };
    const leaks = [
      // What is a connection is a descriptor, too, and the more telling of the two.
      { what: "database connections", seen: connections, least: least.connections, cause: "connections" },
      {
        what: "descriptors",
        seen: descriptors,
        least: least.descriptors,
        cause: pathsOf(rounds, "descriptors", least.descriptors.perThousand),
      },
    ].filter(({ seen, least }) => isLeak(seen, least));
    const failures = leaks.slice(0, 1).map(({ what, seen, cause }) => ({
      headline: `${grouped(seen.requests)} requests later, ${seen.grown} more ${what} are open: more after each round.`,
      expected: "as many as before: what was opened for a request is closed with it",
      seen: `at least ${seen.lowest.join(", ")}, round by round; ${seen.slope?.perOne.toFixed(1)} for 1,000 requests, between ${seen.slope?.low.toFixed(1)} and ${seen.slope?.high.toFixed(1)} with 99% confidence`,
      entries: rounds.map(({ id }) => id),
      ...(cause ? { cause } : {}),
    }));
    return conclude(failures, { cases: rounds.length, otherwise: "", measured });
  },
  passes: [
    good,
    rounds({ descriptors: (nth, look) => 30 + nth * 9 + ((look * 11) % 40) }),
    rounds({ connections: (nth) => Math.min(10, 4 + nth * 2) }),
  ],
  breaks: [
    { fault: "files stay open", recording: files },
    { fault: "connections stay open", recording: connections },
  ],
  leavesOpen: [
    broken("most requests are answered 503", files, (r) => {
      for (const entry of r.entries) if (entry.kind === "fact") Object.assign(entry.value as object, { served: 400 });
    }),
  ],
};
export default check;

interface Least {
  perThousand: number;
  grown: number;
}

/** The lower end of the interval for 1,000 requests, and the whole. Clients come and go by the dozen, a pool grows by a few. */
const least = {
  descriptors: { perThousand: 10, grown: 30 },
  connections: { perThousand: 1, grown: 8 },
} satisfies Record<string, Least>;

function isLeak({ keepsOn, grown, slope }: Grown, { perThousand, grown: fewest }: Least): boolean {
  return keepsOn && grown >= fewest && (slope?.low ?? 0) >= perThousand;
}
