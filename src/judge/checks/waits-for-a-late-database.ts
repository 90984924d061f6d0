import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { endedByItself, howItEnded, inWords, lastLines } from "../reading/process-life.ts";

const good = example((r) => {
  r.scenario("database-late-at-start");
  r.add({ kind: "fault", event: "begins", fault: "refuse", at: 5 });
  r.add({ kind: "process", event: "started", at: 10 });
  r.add({ kind: "fault", event: "ends", fault: "refuse", at: 22_000 });
  r.add({ kind: "process", event: "ready", durationMs: 22_600, at: 22_610 });
});
const afterItsPause = broken("", good, (r) => {
  const ready = r.entries.find((entry) => entry.kind === "process" && entry.event === "ready");
  Object.assign(ready ?? {}, { durationMs: 31_500, at: 31_510 });
}).recording;

const check: Check = {
  title: { passed: "It waits for a database that is late", failed: "It does not wait for a database that is late" },
  severity: "major",
  skills: ["resilience", "production-operation", "relational-databases"],
  references: [
    {
      name: "PostgreSQL: error code 57P03 (cannot connect now)",
      url: "https://www.postgresql.org/docs/current/errcodes-appendix.html",
    },
    {
      name: "AWS: timeouts, retries and backoff with jitter",
      url: "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/",
    },
  ],
  why: `After a power cut everything boots at once, and the database, which has to replay its log, is the last to be ready. A program that
    gives up at the first refused connection stays down until somebody notices and starts it by hand; one that never asks again
    looks alive and serves nobody. Both turn a minute of outage into an hour.`,
  hints: {
    look: "Look at what it did while the database refused connections: did it end, or did it live on and never ask again?",
    ask: "What happens in your start-up code when the very first connection is refused?",
    concept: `Starting and being ready are two things. The process may start, and even listen, while the database is away: it answers 503 until
      it is ready. So the first connection, and the making of the table, sit in a loop: try, and when connecting fails, wait a moment and
      try again, with a pause that grows to some seconds at most, for at least as long as the contract says. Say on each attempt what is
      being waited for. https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/`,
    shape: `loop:
  try: create_table_if_missing(); break
  on connection error: log("waiting for the database"); sleep(pause)
  pause = min(pause * 2, 2 seconds)`,
    example: `A search indexer ended when Elasticsearch was not up yet, and the order of start-up scripts became folklore. Fixed: it asks every two
seconds, logs each attempt, and gives up after five minutes.`,
    causes: {
      ended:
        "It ended while the database was away: look at the last lines that it printed, and at what runs before the first request.",
      "never-asked-again":
        "It lived on, but did not become ready when the database was there: look at whether anything tries again.",
    },
  },
  scenarios: ["database-late-at-start"],
  promises: ["waits-for-database"],
  after: ["program-starts-and-answers"],
  judge(view) {
    const scenario = "database-late-at-start";
    const events = view.of("process", scenario);
    const started = events.find((event) => event.event === "started");
    const came = view.of("fault", scenario).find((event) => event.event === "ends");
    if (!started || !came) return { verdict: "unclear", why: "it was not started before its database" };
    const ready = events.find((event) => event.event === "ready");
    const ended = endedByItself(view, scenario);
    const waitedMs = came.at - started.at;
    if (ended && !ready) {
      const lines = lastLines(view, ended);
      const aliveMs = ended.at - started.at;
      const atOnce = ended.at <= came.at;
      return conclude(
        [
          {
            headline: atOnce
              ? `It ended ${howItEnded(ended)} after ${inWords(aliveMs)}, because its database was not there yet.`
              : `It waited, and then ended ${howItEnded(ended)} ${inWords(ended.at - came.at)} after its database had come.`,
            expected: `it waits at least ${inWords(view.surface.limits.databaseWaitMs)} for its database, and then serves`,
            seen: lines.map(({ line }) => line).join("\n") || "it printed nothing",
            entries: [started.id, ...lines.map(({ id }) => id), ended.id],
            cause: "ended",
          },
        ],
        { cases: 1, otherwise: "" },
      );
    }
    if (ready)
      return {
        verdict: "passed",
        measured: { "waited for": inWords(waitedMs), "ready after it came": inWords(Math.max(0, ready.at - came.at)) },
      };
    const gaveUp = events.find((event) => event.event === "not-ready" && event.at >= came.at);
    if (!gaveUp) return { verdict: "unclear", why: "whether it became ready was not waited for" };
    const lines = lastLines(view, gaveUp);
    return conclude(
      [
        {
          headline: `Its database came after ${inWords(waitedMs)}, and ${inWords(gaveUp.at - came.at)} later it still did not serve.`,
          expected: "ready by itself, soon after the database is there",
          seen: gaveUp.why ?? "not ready",
          entries: [came.id, ...lines.map(({ id }) => id), gaveUp.id],
          cause: "never-asked-again",
        },
      ],
      { cases: 1, otherwise: "" },
    );
  },
  passes: [good, afterItsPause],
  breaks: [
    broken("it ends at the first refused connection", good, (r) => {
      r.entries = r.entries.filter((entry) => entry.kind !== "process" || entry.event !== "ready");
      const fault = r.entries.find((entry) => entry.kind === "fault" && entry.event === "ends");
      Object.assign(fault ?? {}, { at: 450 });
      const started = r.entries.find((entry) => entry.kind === "process");
      if (started)
        r.entries.push({ ...(started as never as object), id: 50, event: "ended", status: 1, at: 400 } as never);
      for (const entry of r.entries) if (entry.kind === "scenario" && entry.event === "complete") entry.at = 500;
    }),
    broken("it never asks again", good, (r) => {
      const ready = r.entries.find((entry) => entry.kind === "process" && entry.event === "ready");
      Object.assign(ready ?? {}, { event: "not-ready", at: 42_000, why: "GET /healthz was still answered 503" });
    }),
  ],
};
export default check;
