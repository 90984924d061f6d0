import { grouped } from "../../base/amounts.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { exampleLoad } from "../reading/example-load.ts";
import { answerOf, lineOf } from "../reading/exchanges.ts";
import { ms } from "../reading/growth.ts";
import { answeredIn, brokeInWords, factIn, loadsIn, type SeenLoad } from "../reading/loads.ts";
import type { Knee, Overload } from "../scenarios/find-the-knee.ts";

const scenario = "find-the-knee";
/** There it is the database that is slow, so that what comes of waiting for it shows on a quick machine, too. */
const beforeSlowDatabase = "crowd-a-slow-database";

const withOverload = (byOutcome: Partial<ReturnType<typeof exampleLoad>["byOutcome"]>, more: object = {}) =>
  example((r) => {
    r.scenario(scenario);
    const knee: Knee = {
      ...{
        perSecond: 500,
        p50Ms: 4,
        p99Ms: 30,
        limitMs: 250,
        limitFrom: "ten times the first latency",
        endedBy: "program",
      },
    };
    r.fact("knee", knee as never);
    r.exchange({
      label: "under load",
      note: { outcome: "wrong" },
      url: "/notes/1",
      status: 404,
      json: { title: "No", status: 404 },
    });
    const load = exampleLoad({ label: "ten times", perSecond: 5_000 });
    const all = { ...load.byOutcome, ok: 0, ...byOutcome };
    Object.assign(load, {
      planned: 15_000,
      sent: 15_000,
      durationMs: 3_000,
      drainedMs: 6_000,
      byOutcome: all,
      firsts: [2],
    });
    load.byStatus = { "200": all.ok, "503": all.refused, "404": all.wrong };
    Object.assign(load, more);
    r.fact("load", structuredClone(load) as never);
    const overload: Overload = { times: 10, load: 3, brokeFirst: { cause: "event-loop", evidence: "…" } };
    r.fact("overload", overload as never);
    r.scenario(beforeSlowDatabase);
  });

const check: Check = {
  title: {
    passed: "Of too many, as many as fit are served and the rest is refused or waits",
    failed: "When too many come, it gives wrong answers or none",
  },
  severity: "major",
  skills: ["load-testing", "resilience", "rate-limiting"],
  references: [
    { name: "Google SRE: handling overload", url: "https://sre.google/sre-book/handling-overload/" },
    { name: "RFC 9110 §15.6.4: 503 Service Unavailable", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4" },
  ],
  why: `A program that serves five hundred a second should, when five thousand come, still serve some hundreds and turn the others away.
    Many serve nobody then: all they can do is spent on waiting, trying again and answering people who have left. And a wrong
    answer given in haste (not found, logged out) is believed, while a 503 is tried again.`,
  hints: {
    look: "Compare how many a second were answered with ten times the traffic and at the rate that it carries.",
    ask: "What does your program spend on a request that it cannot serve, and how soon does it know?",
    concept: `The cheapest moment to refuse is before any work: count the requests under way, and beyond what you can serve within your time
      limit answer 503 with Retry-After. Waiting in a queue is fine as long as the queue is shorter than people's patience; behind that,
      each answer is for somebody who has left. Never poll for a free place, and never try again at once what failed for want of
      room: both take from those who could be served. https://sre.google/sre-book/addressing-cascading-failures/`,
    shape: `if under_way >= most: answer 503, Retry-After: 1      // costs microseconds
under_way += 1; try: serve; finally: under_way -= 1`,
    example: `A radio station's competition let each request look every millisecond whether a place was free. A thousand listeners took the whole processor
just by waiting. Fixed: a queue of fifty, and 503 beyond it.`,
    causes: {
      "wrong-answers":
        "Valid requests were answered as if they were wrong: what failed inside was taken for an answer.",
      collapse:
        "It answered far fewer than it can: look at what it did instead, in its processor time and its statements.",
    },
  },
  scenarios: [scenario, beforeSlowDatabase],
  after: ["created-thing-reads-back", "recovers-after-overload"],
  judge(view) {
    const overload = factIn<Overload>(view, scenario, "overload");
    const known = factIn<Knee>(view, scenario, "knee");
    const load = loadsIn(view, scenario).find(({ id }) => id === overload?.load);
    const crowd = loadsIn(view, beforeSlowDatabase, "crowd")[0];
    const wrongInCrowd = crowd && wrongAnswers(view, crowd, "With ten times what it carries before a slow database");
    if (wrongInCrowd) return { verdict: "failed", failure: wrongInCrowd };
    if (!overload || !known || !load) return { verdict: "unclear", why: "ten times the traffic was not brought" };
    const seconds = load.drainedMs / 1_000;
    const answeredPerSecond = answeredIn(load) / seconds;
    const times = load.sent / (load.durationMs / 1_000) / known.perSecond;
    const measured = {
      brought: `${grouped(load.sent / (load.durationMs / 1_000))} requests/s, ${times.toFixed(1)} times what it carries`,
      served: `${grouped(load.byOutcome.ok / seconds)}/s, p99 ${ms(load.latency.p99Ms)}`,
      "refused (429, 503)": `${grouped(load.byOutcome.refused)}${load.byOutcome.refused > 0 ? `, p50 ${ms(load.refusal.p50Ms)}` : ""}`,
      "other errors": load.byOutcome.failed + load.byOutcome.wrong + load.byOutcome.closed + load.byOutcome.unreadable,
      "without an answer": load.byOutcome.timeout,
      ...(overload.brokeFirst.cause === "unknown" ? {} : { "what was full": brokeInWords(overload.brokeFirst) }),
    };
    const wrong = wrongAnswers(view, load, "With ten times the traffic");
    if (wrong) return { verdict: "failed", failure: { measured, ...wrong } };
    if (answeredPerSecond >= known.perSecond * leastShare) return { verdict: "passed", measured };
    // Where it was we who took the processor, or somebody else, few answers prove nothing.
    const program = load.resources?.program.ran ?? 0;
    const others = load.resources
      ? load.resources.cores * load.resources.machineBusy - program - load.resources.database.ran
      : 1;
    if (others > mostElsewhere) {
      return {
        verdict: "unclear",
        why: "few were answered, but the load itself or other programs took too much of this machine",
      };
    }
    const failure: Failure = {
      headline: `With ${times.toFixed(1)} times the traffic it answered ${Math.round(answeredPerSecond)} requests a second, though it carries ${known.perSecond}.`,
      expected: `of too many, a good part of the ${known.perSecond} a second that it carries is still answered, be it by a refusal`,
      seen: `${answeredIn(load)} answers in ${seconds.toFixed(1)} s; ${load.byOutcome.timeout} of ${load.planned} had none`,
      entries: [load.id],
      cause: "collapse",
    };
    return conclude([failure], { cases: 1, otherwise: "", measured });
  },
  passes: [
    withOverload({ ok: 1_900, refused: 9_000, timeout: 4_100 }),
    withOverload({ ok: 400, refused: 5_000, timeout: 9_600 }),
    withOverload({ ok: 15_000 }),
    // A 500 for want of room is poor, and no contract forbids it.
    withOverload({ ok: 900, failed: 8_000, timeout: 6_100 }, { byStatus: { "200": 900, "500": 8_000 } }),
  ],
  breaks: [
    { fault: "it serves nobody", recording: withOverload({ ok: 40, timeout: 14_960 }) },
    { fault: "rows are not found", recording: withOverload({ ok: 2_000, wrong: 300, timeout: 12_700 }) },
    {
      fault: "rows are not found while the database is slow",
      recording: example((r) => {
        r.scenario(scenario);
        r.scenario(beforeSlowDatabase);
        const load = exampleLoad({ label: "crowd", perSecond: 600 });
        Object.assign(load.byOutcome, { ok: 300, wrong: 900 });
        r.fact("load", structuredClone(load) as never);
      }),
    },
  ],
  leavesOpen: [
    {
      fault: "we took the machine",
      recording: withOverload(
        { ok: 40, timeout: 14_960 },
        {
          resources: { ...exampleLoad({ perSecond: 1 }).resources, machineBusy: 1, program: { ran: 0.3, wanted: 1.2 } },
        },
      ),
    },
  ],
};
export default check;

/**
 * Of what it carries. Half of a machine's cores may be ours while ten times the traffic is brought, and refusing costs
 * something, too. An assumption, set low on purpose: all good programs are above it, also beside a burning core; by how much was not kept.
 */
const leastShare = 0.05;
/** In cores. */
const mostElsewhere = 1.2;
/** Of valid requests, by 4xx other than 429: fewer may be a row that somebody else deleted. */
const fewestWrong = 3;

function wrongAnswers(view: RecordingView, load: SeenLoad, when: string): Failure | undefined {
  if (load.byOutcome.wrong < fewestWrong) return undefined;
  const first = load.firsts
    .map((id) => view.entry(id))
    .find(
      (entry): entry is Exchange =>
        entry?.kind === "exchange" && (entry.note as { outcome?: string })?.outcome === "wrong",
    );
  return {
    headline: `${when}, ${load.byOutcome.wrong} valid requests got a wrong answer${first ? `: ${lineOf(first)} ${answerOf(first).slice(0, 60)}` : ""}.`,
    expected:
      "what cannot be served is refused by 503 or 429, or waits; a valid request is never told that it is wrong",
    seen: first ? answerOf(first) : JSON.stringify(load.byStatus),
    entries: [load.id, ...(first ? [first.id] : [])],
    cause: "wrong-answers",
  };
}
