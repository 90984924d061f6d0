import type { ProcessEvent } from "../../contract/recording.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { inWords, lastLines } from "../reading/process-life.ts";

const both = example((r) => {
  r.scenario("first-contact");
  r.add({ kind: "process", event: "started" });
  r.add({ kind: "process", event: "ready", durationMs: 200 });
  r.scenario("two-configurations");
  for (const [id, port] of [
    ["i2", 4001],
    ["i3", 4002],
  ] as const) {
    r.instance(id);
    r.add({ kind: "process", event: "started" });
    r.add({ kind: "process", event: "ready", durationMs: 240 });
    r.fact("configuration", { port, database: `app_${id}` });
  }
});
const elsewhere = (why: string) =>
  example((r) => {
    r.scenario("first-contact", "stopped", "the program did not become ready");
    r.add({ kind: "process", event: "started" });
    r.output("listening on 3000");
    r.add({ kind: "process", event: "not-ready", durationMs: 30_000, why });
    r.scenario("two-configurations", "stopped", "the program did not become ready");
  });

const check: Check = {
  title: {
    passed: "It listens on the PORT that it is given",
    failed: "It does not listen on the PORT that it is given",
  },
  severity: "major",
  skills: ["configuration", "environment-variables", "production-operation"],
  references: [
    { name: "The Twelve-Factor App: port binding", url: "https://12factor.net/port-binding" },
    { name: "The Twelve-Factor App: config", url: "https://12factor.net/config" },
  ],
  why: `Where a program runs, the port is chosen by others: two copies on one machine, a new copy beside the old one during a release, a
    platform that says where it will look. A port in the source makes each of these fail, with "address already in use" or with a
    load balancer that finds nobody.`,
  hints: {
    look: "Look at the port that it was given and at the one that it listens on.",
    ask: "Where does the number come from that your program listens on, and what happens to it on the way?",
    concept: `Configuration that differs between places comes from the environment. It is text there, so it is turned into a number, once, at the
      start, together with everything else that is configured; a missing or wrong value ends the program with a word about it. Libraries
      have their own defaults: app.run() in Flask listens on 5000, next start on 3000. Pass them the number. A development proxy or a second
      configuration file may still say another one. https://12factor.net/config`,
    shape: `port = integer(environment["PORT"])   // no number in the source
server.listen(port)`,
    example: `A chat bot had listen(8080) in its code and PORT in its documentation. Fixed: one settings module reads PORT, and nothing else reads the
environment.`,
    causes: {
      elsewhere:
        "It listens, but on another port: look for that number in the source and in the configuration of your framework.",
      "one-only": "One copy was up and the other was not: look for what two copies cannot share.",
    },
  },
  scenarios: ["first-contact", "two-configurations"],
  judgesStopped: true,
  promises: ["port-and-database-from-environment"],
  judge(view) {
    const events = view.of("process", ...check.scenarios);
    const notReady = events.filter(({ event }) => event === "not-ready");
    const elsewhere = notReady.find((event) => listensElsewhere(event) !== undefined);
    const copies = view.of("process", "two-configurations");
    const ready = copies.filter(({ event }) => event === "ready");
    const clash = notReady.find(
      (event) => event.scenario === "two-configurations" && addressInUse(lastLines(view, event)),
    );
    const wrong = elsewhere ?? clash;
    if (wrong) {
      const port = elsewhere && listensElsewhere(elsewhere);
      const lines = lastLines(view, wrong);
      return conclude(
        [
          {
            headline: port
              ? `It listens on port ${port.at}, but PORT says ${port.given}.`
              : "A second copy with another PORT could not listen: the address was in use.",
            expected: "it listens on the port that PORT says, whichever that is",
            seen: wrong.why ?? `not ready after ${inWords(wrong.durationMs ?? 0)}`,
            entries: [...lines.map(({ id }) => id), wrong.id],
            cause: port ? "elsewhere" : "one-only",
          },
        ],
        { cases: 1, otherwise: "" },
      );
    }
    const ports = view.of("fact", "two-configurations").filter(({ name }) => name === "configuration");
    if (ready.length >= 2 && ports.length >= 2) {
      return {
        verdict: "passed",
        measured: { ports: ports.map(({ value }) => (value as { port: number }).port).join(" and ") },
      };
    }
    return {
      verdict: "unclear",
      why: notReady[0]?.why ? `it did not become ready: ${notReady[0].why}` : "two copies were not started",
    };
  },
  passes: [both],
  breaks: [
    { fault: "the port is in the source", recording: elsewhere("it listens on port 3000, not on PORT (41873)") },
    broken("only the first copy finds its port free", both, (r) => {
      const ready = r.entries.findLast((entry) => entry.kind === "process" && entry.event === "ready");
      Object.assign(ready ?? {}, { event: "not-ready", why: "it listens on port 4001 and 9229, not on PORT (4002)" });
    }),
    broken("the second copy wants a port of the first", both, (r) => {
      const ready = r.entries.findLast((entry) => entry.kind === "process" && entry.event === "ready");
      Object.assign(ready ?? {}, { event: "not-ready", why: "it ended with status 1 before it answered" });
      r.entries.push({
        ...(ready as ProcessEvent),
        id: 99,
        kind: "output",
        stream: "stderr",
        line: "Error: listen EADDRINUSE: address already in use :::3000",
      } as never);
    }),
  ],
};
export default check;

/** As readiness says it, when it saw the program listen somewhere else. */
function listensElsewhere({ why = "" }: ProcessEvent): { at: string; given: string } | undefined {
  const [, at, given] = /it listens on port (\d[\d and]*), not on PORT \((\d+)\)/.exec(why) ?? [];
  return at !== undefined && given !== undefined ? { at, given } : undefined;
}

function addressInUse(lines: readonly { line: string }[]): boolean {
  return lines.some(({ line }) => /EADDRINUSE|address already in use|Address in use/i.test(line));
}
