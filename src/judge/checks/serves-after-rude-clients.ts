import type { Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Recovery } from "../acts/recovery.ts";
import type { Check, RecordingView } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { answerOf, lineOf, outcomeOf } from "../reading/exchanges.ts";
import { endedByItself, howItEnded, inWords, lastLines } from "../reading/process-life.ts";

const recovery = (after: string, afterMs = 12) => ({ after, recovered: true, afterMs, tries: 3 });
const good = example((r) => {
  r.scenario("rude-clients");
  r.add({ kind: "process", event: "started" });
  for (const kind of ["slow headers", "slow body", "hanging up"]) {
    r.fact("rude clients", { kind, asked: 24, connected: 24, closed: 0 });
    r.exchange({
      label: "recovering",
      method: "POST",
      url: "/notes",
      note: { after: kind },
      status: 201,
      json: { id: 4 },
    });
    r.fact("recovery", recovery(kind));
  }
});

const check: Check = {
  title: {
    passed: "When rude clients have gone, everything is as before",
    failed: "Rude clients leave it worse than it was",
  },
  severity: "critical",
  skills: ["resilience", "connection-pooling", "error-handling"],
  references: [
    { name: "CWE-772: missing release of resource", url: "https://cwe.mitre.org/data/definitions/772.html" },
    { name: "CWE-248: uncaught exception", url: "https://cwe.mitre.org/data/definitions/248.html" },
    { name: "RFC 9112 §9.5", url: "https://www.rfc-editor.org/rfc/rfc9112#section-9.5" },
  ],
  why: `People close their laptop, drive into a tunnel and press reload all day. If each of them costs the program one connection of its pool
    for ever, it runs well for hours and then stops serving; somebody restarts it, and nobody finds out why. If one of them can
    end the process, everybody else loses their request as well.`,
  hints: {
    look: "Look at what was asked after the rude clients had gone, at its answer, and at the last lines that your program printed.",
    ask: "On which ways can your handler end when the client goes away in the middle, and what is given back on each of them?",
    concept: `A client that goes away ends your handler wherever it just stood: reading the body throws, writing the answer fails, or an event says
      "aborted". What was taken has to be given back on every way out, so it belongs into finally, using, defer or with. And an
      error that nobody catches must not end the process: each listener and each promise that may fail has to be awaited or
      caught. Count the connections of your pool after a hundred aborted uploads. https://nodejs.org/api/errors.html#class-error`,
    shape: `c = pool.take()
try:      work(c, request)      // may end anywhere
finally:  pool.give_back(c)     // on every way out`,
    example: `A ticket shop locked a seat, then read the card number. Whoever closed the window left the seat locked for ever. Fixed: the lock is
released in finally.`,
    causes: {
      ended: "The program ended: look at the last lines on stderr for an error that nobody caught.",
      "hanging up":
        "It was well until clients hung up in the middle of their requests: look at what a request holds when it is broken off.",
      other: "It was well until these clients came: look at what they still hold after they have gone.",
    },
  },
  scenarios: ["rude-clients"],
  judgesStopped: true,
  after: ["serves-others-beside-rude-clients"],
  judge(view) {
    const facts = view.of("fact", "rude-clients").filter(({ name }) => name === "recovery");
    const came = view.of("fact", "rude-clients").some(({ name }) => name === "rude clients");
    const failures = came ? judgeAll(view, facts) : [];
    const slowest = Math.max(0, ...facts.map((fact) => recoveryOf(fact).afterMs));
    return conclude(failures, {
      cases: facts.length,
      otherwise: "no rude clients were there",
      measured: { "kinds of rude clients": facts.length, "well again within": inWords(slowest) },
    });
  },
  passes: [good],
  breaks: [
    broken("each hang-up costs a connection", good, (r) => {
      const last = r.entries.findLast((entry) => entry.kind === "fact") as Fact;
      last.value = { ...recovery("hanging up", 15_100), recovered: false };
    }),
    broken("a hang-up ends the process", good, (r) => {
      const end = r.entries.findIndex((entry) => entry.kind === "scenario" && entry.event === "complete");
      const base = { scenario: "rude-clients", instance: "i1", at: r.entries[end - 1]?.at ?? 0 };
      r.entries.push({ ...base, id: r.entries.length, kind: "process", event: "ended", status: 1, signal: undefined });
    }),
  ],
};
export default check;

function judgeAll(view: RecordingView, facts: readonly Fact[]): Failure[] {
  const ended = endedByItself(view, "rude-clients");
  if (ended) {
    const before = view
      .of("fact", "rude-clients")
      .findLast(({ name, at }) => name === "rude clients" && at <= ended.at);
    const kind = (before?.value as { kind?: string } | undefined)?.kind ?? "rude";
    return [
      {
        headline: `The program ended ${howItEnded(ended)} after clients of the kind "${kind}" had come.`,
        expected: "it goes on, whatever clients do",
        seen: lastLines(view, ended).at(-1)?.line.slice(0, 300) ?? `the process ended ${howItEnded(ended)}`,
        entries: [...lastLines(view, ended).map(({ id }) => id), ended.id],
        cause: "ended",
      },
    ];
  }
  return facts.flatMap((fact) => judgeRecovery(view, fact));
}

function judgeRecovery(view: RecordingView, fact: Fact): Failure[] {
  const { after, recovered, afterMs, tries } = recoveryOf(fact);
  if (recovered) return [];
  const asked = view.of("exchange", "rude-clients").filter(({ label, at }) => label === "recovering" && at <= fact.at);
  const last = asked.at(-1);
  return [
    {
      headline: `${inWords(afterMs)} after the last client of the kind "${after}" had gone, ${last ? `${lineOf(last)} ${outcomeOf(last)}` : "nothing was served"}.`,
      expected: "everything works as it did before they came",
      seen: `${last ? answerOf(last) : "no answer"}; ${tries} tries`,
      entries: [fact.id, ...(last ? [last.id] : [])],
      cause: after === "hanging up" ? after : "other",
    },
  ];
}

function recoveryOf(fact: Fact): Recovery {
  return fact.value as unknown as Recovery;
}
