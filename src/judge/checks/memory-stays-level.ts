import { grouped } from "../../base/amounts.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { exampleRounds } from "../reading/example-rounds.ts";
import { type Grown, growthIn, pathsOf, roundsIn } from "../reading/rounds.ts";

const scenario = "sustain-a-load";
const rounds = (memoryMb: (nth: number, look: number) => number, paths?: { good: number; refused: number }) =>
  example((r) => exampleRounds(r.scenario(scenario), { memoryMb, ...(paths ? { paths } : {}) }));

/** Half full after two rounds, then level: what a heap does. */
const good = rounds((nth, look) => Math.min(60, 40 + nth * 9 + look * 0.2) + (look % 8) * 0.5);
const leaking = rounds((nth, look) => 50 + nth * 9 + look * 0.28 + (look % 8), { good: 9, refused: 0.2 });

const check: Check = {
  title: {
    passed: "Memory stays level under a steady load",
    failed: "Memory grows with every request",
  },
  severity: "major",
  skills: ["production-operation", "debugging", "monitoring-and-alerting"],
  references: [
    { name: "CWE-401: missing release of memory", url: "https://cwe.mitre.org/data/definitions/401.html" },
    { name: "Node.js: memory diagnostics", url: "https://nodejs.org/en/learn/diagnostics/memory" },
  ],
  why: `A program that keeps a little of each request runs well in every test and for the first days. Then the machine has no memory left: the
    kernel ends the biggest process, with everything that was under way in it, at the busiest hour. A restart helps, until it
    happens again. Nobody sees it coming unless memory is watched over days.`,
  hints: {
    look: "Look at what memory was in each round, and which kind of request leaves something behind.",
    ask: "Which list, map, cache or set of listeners in your program lives longer than a request, and what takes things out of it?",
    concept: `Garbage is what nobody points at any more. A collector frees it; what a global list, a cache without a limit, a listener, a timer or
      a closure still points at is kept for ever. Three questions for each thing that outlives a request: who puts something in, who takes
      it out, what is the most it holds? Take a snapshot of the heap, send a thousand requests, take another, and look at
      what there is a thousand more of.
      https://nodejs.org/en/learn/diagnostics/memory/using-heap-snapshot`,
    shape: `seen = new Map()                  // of what? for how long? how many at most?
on request: if seen.size >= most: seen.drop_oldest()
            seen.set(key, value)`,
    example: `A price service cached answers by their whole URL, and a partner added a random number to each. Six gigabytes later it was ended by
the kernel. Fixed: a cache of ten thousand entries that drops the one used longest ago.`,
    causes: {
      "refused-more":
        "In a round of their own, requests that are refused left much more behind than those that are served: look first at what your error handling keeps.",
      "good-more":
        "In a round of their own, requests that are served left much more behind than those that are refused: look first at what a handler adds to what lives on.",
      both: "Requests leave something behind whatever their answer: look at what all of them pass through, such as logging, counting and listeners.",
    },
  },
  scenarios: [scenario],
  after: ["created-thing-reads-back"],
  judge(view) {
    const rounds = roundsIn(view, scenario);
    const seen = growthIn(rounds, "memory");
    if ("why" in seen) return { verdict: "unclear", why: seen.why };
    const measured = {
      "memory at least, round by round": `${seen.lowest.map((mb) => mb.toFixed(0)).join(", ")} MB`,
      ...(seen.slope ? { "growth for 1,000 requests": `${seen.slope.perOne.toFixed(1)} MB` } : {}),
    };
    const isEven = seen.keepsOn && (seen.slope?.low ?? 0) >= leastMb && seen.grown >= leastGrowthMb;
    const isLeak = isEven && seen.grown >= leastShare * (seen.lowest[0] ?? 0);
    if (!isEven && (seen.isLevel || (seen.slope && seen.slope.high < leastMb))) {
      return conclude([], { cases: rounds.length, otherwise: "", measured });
    }
    if (!isLeak) {
      return {
        verdict: "unclear",
        why: `memory still grew in the last round (${measured["memory at least, round by round"]}), but ${isEven ? "by so little of the whole that a collector may only have been waiting with it" : "not evenly"}`,
      };
    }
    if (!rounds.every(({ collectsSoon }) => collectsSoon)) {
      return {
        verdict: "unclear",
        why: "memory grew in every round, but the program sets NODE_OPTIONS or JAVA_TOOL_OPTIONS itself, so it could not be told to collect soon",
      };
    }
    const { requests, perOne, low, high } = { requests: seen.requests, ...(seen.slope as NonNullable<Grown["slope"]>) };
    const path = pathsOf(rounds, "memory", leastMb);
    return conclude(
      [
        {
          headline: `Memory grew by ${seen.grown.toFixed(0)} MB in ${grouped(requests)} requests, round by round: ${perOne.toFixed(1)} MB for 1,000.`,
          expected: "level after the first rounds, however many requests follow",
          seen: `${measured["memory at least, round by round"]}; between ${low.toFixed(1)} and ${high.toFixed(1)} MB for 1,000 requests, with 99% confidence; at this rate a gigabyte is full after ${grouped(Math.round(1_024_000 / perOne))} requests`,
          entries: rounds.map(({ id }) => id),
          ...(path ? { cause: path } : {}),
        },
      ],
      { cases: rounds.length, otherwise: "", measured },
    );
  },
  passes: [good, rounds((nth, look) => 12 + nth * 0.2 + (look % 3) * 0.1)],
  breaks: [
    { fault: "something of each good request is kept", recording: leaking },
    {
      fault: "something of each refused request is kept",
      recording: rounds((nth, look) => 50 + nth * 4.6 + look * 0.144 + (look % 5), { good: 0.1, refused: 9 }),
    },
  ],
  leavesOpen: [
    broken("the program sets its collector itself", leaking, (r) => {
      for (const entry of r.entries) {
        if (entry.kind === "fact") Object.assign(entry.value as object, { collectsSoon: false });
      }
    }),
    broken("most requests are answered 503", leaking, (r) => {
      for (const entry of r.entries) if (entry.kind === "fact") Object.assign(entry.value as object, { served: 400 });
    }),
    {
      fault: "it grows evenly, and by little of the whole",
      recording: rounds((nth, look) => 400 + nth * 4.6 + look * 0.144),
    },
    { fault: "it grows less and less", recording: rounds((nth, look) => 120 - 80 / (nth + 1 + look / 32)) },
  ],
};
export default check;

/**
 * For 1,000 requests, at the lower end of the interval: a kilobyte of each. Correct programs in five languages stay below a third of it
 * once they are warm (test/subjects/good).
 */
const leastMb = 1;
/** In all rounds that are judged together. */
const leastGrowthMb = 3;
/**
 * Of what was held after the first round. What is new grows evenly for thousands of requests in correct programs, too: CPython, for
 * one, collects what hangs together in circles only when a quarter as much has come as is there for long, and nothing in the
 * environment makes it do so sooner. Measured: an asyncio program of 48 MB grew by 1 MB for 1,000 requests over its first 4,000,
 * and in another run by 5 MB over the 48,000 after those.
 * https://github.com/python/cpython/blob/3.13/InternalDocs/garbage_collector.md
 */
const leastShare = 0.25;
