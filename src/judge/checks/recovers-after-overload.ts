import type { Failure } from "../../contract/verdict.ts";
import { crowdRecoveryLimitMs } from "../acts/recovery.ts";
import type { Check, RecordingView } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf } from "../reading/exchanges.ts";
import { recoveriesIn } from "../reading/loads.ts";
import { endedFailure, inWords } from "../reading/process-life.ts";

const scenarios = ["find-the-knee", "crowd-a-slow-database"];

const good = example((r) => {
  for (const [scenario, after] of [
    ["find-the-knee", "ten times the traffic"],
    ["crowd-a-slow-database", "a crowd"],
  ] as const) {
    r.scenario(scenario);
    r.add({ kind: "process", event: "started" });
    r.add({ kind: "process", event: "ready" });
    r.after(20_000);
    for (let i = 0; i < 3; i++)
      r.exchange({ label: "recovering", url: "/notes/1", note: { after }, status: 200, json: { id: 1 } });
    r.fact("recovery", { after, recovered: true, afterMs: 420, tries: 3 });
  }
});

const check: Check = {
  title: {
    passed: "It is well again when too many have gone",
    failed: "It stays broken when too many have gone",
  },
  severity: "critical",
  skills: ["resilience", "load-testing", "connection-pooling"],
  references: [
    {
      name: "Google SRE: addressing cascading failures",
      url: "https://sre.google/sre-book/addressing-cascading-failures/",
    },
    {
      name: "Metastable failures in distributed systems (HotOS 2021)",
      url: "https://sigops.org/s/conferences/hotos/2021/papers/hotos21-s11-bronson.pdf",
    },
    { name: "CWE-400: uncontrolled resource consumption", url: "https://cwe.mitre.org/data/definitions/400.html" },
  ],
  why: `Everybody is overloaded one day: an advert, a bot, a slow database. That users wait then is forgiven. That the program has ended,
    or stays broken after they have gone, is not: what would have been three bad minutes becomes an outage until somebody wakes up
    and restarts it, and the restart meets everybody who tries again.`,
  hints: {
    look: "Look at the answers after the crowd had gone, and at the last lines that the program printed during it.",
    ask: "What does your program count, borrow or remember for each request, and who puts it back when the request fails?",
    concept: `Overload takes the paths that tests do not: waiting for a connection times out, a promise is rejected that nobody waits for, a
      counter is not counted down because the function threw. Each of these stays when the crowd has gone. So: what is taken is given
      back in "finally"; every promise is awaited or has a catch; work that nobody waits for any more is not begun; every queue has
      an end, and says 503 there. Then try it: ten times the traffic for ten seconds, and one request afterwards.
      https://nodejs.org/api/process.html#event-unhandledrejection`,
    shape: `if waiting >= most: refuse with 503
waiting += 1
try: serve
finally: waiting -= 1            // also when it failed`,
    example: `A ferry's booking page counted the visitors inside to keep out more than 500. Those who gave up were never counted out. After the
first summer weekend nobody got in, for ever. Fixed: counted out in "finally".`,
    causes: {
      ended:
        "The program ended under load: its last lines say what was not caught. Then ask whether it was the crowd, or only how many it had served by then.",
      refuses: "It still refuses when nobody else is there: something that it counts or keeps was not put back.",
      hangs:
        "It still hangs when nobody else is there: something is held for good, or it works off requests of people long gone.",
      fails: "It answers errors when nobody else is there: look at what the crowd left behind.",
    },
  },
  scenarios,
  after: ["created-thing-reads-back"],
  judge(view) {
    const recoveries = scenarios.flatMap((scenario) => recoveriesIn(view, scenario));
    const failures = scenarios.flatMap((scenario) => failuresIn(view, scenario));
    return conclude(failures, {
      cases: recoveries.length,
      otherwise: "no load was brought that was too much",
      measured: Object.fromEntries(
        recoveries
          .filter(({ recovery }) => recovery.recovered)
          .map(({ recovery }) => [`well again after ${recovery.after}`, inWords(recovery.afterMs)]),
      ),
    });
  },
  passes: [good],
  breaks: [
    broken("the process ends under load", good, (r) => {
      const ready = r.entries.findIndex((entry) => entry.kind === "process" && entry.event === "ready");
      r.entries.splice(ready + 1, 0, {
        ...{
          kind: "output",
          id: 90,
          at: 9_000,
          scenario: "find-the-knee",
          instance: "i1",
          stream: "stderr",
          line: "Error: timeout",
        },
      });
      r.entries.splice(ready + 2, 0, {
        ...{ kind: "process", event: "ended", id: 91, at: 9_001, scenario: "find-the-knee", instance: "i1", status: 1 },
      });
    }),
    broken("it refuses for ever", good, (r) => {
      for (const entry of r.entries) {
        if (entry.kind === "exchange" && entry.response && entry.scenario === "find-the-knee")
          entry.response.status = 503;
      }
      const fact = r.entries.find((entry) => entry.kind === "fact");
      Object.assign(fact ?? {}, {
        value: { after: "ten times the traffic", recovered: false, afterMs: 45_100, tries: 60 },
      });
    }),
  ],
};
export default check;

function failuresIn(view: RecordingView, scenario: string): Failure[] {
  const expected = `at the latest ${crowdRecoveryLimitMs / 1_000} s after the crowd has gone, and the database is quick, requests are served as before`;
  const ended = endedFailure(view, scenario, { when: "under load", expected });
  if (ended) return [ended];
  return recoveriesIn(view, scenario).flatMap(({ fact, recovery }): Failure[] => {
    if (recovery.recovered) return [];
    const tries = view.of("exchange", scenario).filter(({ label, at }) => label === "recovering" && at <= fact.at);
    const last = tries.at(-1);
    const status = last?.response?.status;
    return [
      {
        headline: `${inWords(recovery.afterMs)} after ${recovery.after} it still did not serve${last ? `: ${lineOf(last)} ${outcomeOf(last)}` : ""}.`,
        expected,
        seen: last ? `${answerOf(last)}, in the last of ${recovery.tries} tries` : "nothing",
        entries: [fact.id, ...(last ? [last.id] : [])],
        cause: status === undefined ? "hangs" : status === 503 || status === 429 ? "refuses" : "fails",
      },
    ];
  });
}
