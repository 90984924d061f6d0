import type { Fact } from "../../contract/recording.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import type { Held } from "../scenarios/many-refused-requests.ts";

const held = (descriptors: readonly number[]) =>
  example((r) => {
    r.scenario("many-refused-requests");
    for (const [round, count] of descriptors.entries()) {
      r.fact("held", { round, requests: round === 0 ? 0 : 300, descriptors: count, connections: 10 });
    }
  });
const good = held([24, 34, 34, 35, 34]);

const check: Check = {
  title: {
    passed: "Requests that are refused leave nothing open",
    failed: "Each refused request leaves something open",
  },
  severity: "major",
  skills: ["error-handling", "linux-processes", "production-operation"],
  references: [
    { name: "CWE-775: missing release of file descriptor", url: "https://cwe.mitre.org/data/definitions/775.html" },
    { name: "getrlimit(2)", url: "https://man7.org/linux/man-pages/man2/getrlimit.2.html" },
  ],
  why: `A process may have some thousand files and sockets open. If each mistake of a client costs one, the program runs well for days, then
    suddenly can open nothing any more: no connection, no file, no log. It happens at the busiest hour, a restart helps, and a
    week later it happens again.`,
  hints: {
    look: "Look at how many descriptors were open after each round, and how many requests a round had.",
    ask: "What does your program open for a request, and who closes it on the way that ends with an error?",
    concept: `Whatever is opened has to be closed on every way out: the good one, the refused one, and the one on which the client has gone. Languages
      have a word for it: finally, using, with, defer. Look at what is open while the program runs: "ls -l /proc/<pid>/fd" on
      Linux, "lsof -p <pid>" everywhere. What grows there with each request is a leak.
      https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html`,
    shape: `with open(…) as file:      // closed here, also when validate() throws
  validate(request)
  work(file)`,
    example: `An upload service wrote each body to a temporary file and deleted it afterwards, but closed it only when the picture was good. Spam with
broken pictures ended it every Sunday. Fixed: "with".`,
  },
  scenarios: ["many-refused-requests"],
  after: ["connections-are-given-back"],
  judge(view) {
    const facts = view.of("fact", "many-refused-requests").filter(({ name }) => name === "held");
    const rounds = facts.map((fact) => fact.value as unknown as Held);
    const counted = rounds.filter(({ round }) => round >= warmUp);
    if (counted.length < 3) return { verdict: "unclear", why: "too few rounds of refused requests were sent" };
    if (counted.some(({ descriptors }) => descriptors === 0)) {
      return { verdict: "unclear", why: "what a program has open can only be seen on Linux" };
    }
    const grown = counted.slice(1).map(({ descriptors }, i) => descriptors - (counted[i]?.descriptors ?? 0));
    const enough = Math.max(fewest, (counted.at(-1)?.requests ?? 0) * share);
    const measured = { "open at rest, after each round": rounds.map(({ descriptors }) => descriptors).join(", ") };
    const [first, last] = [counted[0], counted.at(-1)];
    if (!grown.every((count) => count >= enough) || !first || !last) {
      const isOpen = grown.some((count) => count >= enough) && (grown.at(-1) ?? 0) >= enough;
      if (isOpen)
        return { verdict: "unclear", why: "more was open after some rounds than after others, without a slope" };
      return conclude([], { cases: counted.length, otherwise: "", measured });
    }
    const requests = counted.slice(1).reduce((sum, round) => sum + round.requests, 0);
    return conclude(
      [
        {
          headline: `${requests} requests later, most of them refused, ${last.descriptors - first.descriptors} more descriptors are open: after each round more.`,
          expected: "as many as before, once nobody asks for anything",
          seen: rounds.map(({ descriptors }) => descriptors).join(", "),
          entries: facts.map((fact: Fact) => fact.id),
        },
      ],
      { cases: counted.length, otherwise: "", measured },
    );
  },
  passes: [good, held([24, 64, 66, 64, 70])],
  breaks: [
    { fault: "one for each of a kind", recording: held([24, 94, 154, 214, 274]) },
    broken("one in ten", good, (r) => {
      for (const entry of r.entries) {
        if (entry.kind !== "fact") continue;
        const value = entry.value as unknown as Held;
        Object.assign(value, { descriptors: 24 + 30 * value.round });
      }
    }),
  ],
  leavesOpen: [{ fault: "once, at the end", recording: held([24, 34, 34, 34, 90]) }],
};
export default check;

/** Pools and caches are filled by the first round. */
const warmUp = 1;
/** A log file that is rotated, a connection more or less: never so many, and never in every round. */
const fewest = 12;
/** Of the requests: what leaks on one way out of five leaks more. */
const share = 0.05;
