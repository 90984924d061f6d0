import { grouped } from "../../base/amounts.ts";
import type { Exchange } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check, RecordingView } from "../check.ts";
import { example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { exampleLoad } from "../reading/example-load.ts";
import { answerOf, lineOf } from "../reading/exchanges.ts";
import { ms } from "../reading/growth.ts";
import { brokeInWords, factIn, loadsIn, type SeenLoad } from "../reading/loads.ts";
import type { Knee } from "../scenarios/find-the-knee.ts";

const scenario = "find-the-knee";

const knee: Knee = {
  ...{
    perSecond: 640,
    p50Ms: 4,
    p99Ms: 21,
    limitMs: 250,
    limitFrom: "ten times the first latency",
    endedBy: "program",
  },
  notCarriedPerSecond: 905,
  brokeFirst: { cause: "event-loop", evidence: "one thread of the program ran 97% of the time" },
};
const withLoads = (change: (load: ReturnType<typeof exampleLoad>, perSecond: number) => void, known: Knee = knee) =>
  example((r) => {
    r.scenario(scenario);
    let id = 0;
    for (const perSecond of [40, 80, 160, 320, 640, 1280]) {
      const load = exampleLoad({ label: "step", perSecond });
      if (perSecond === 1280) load.byOutcome = { ...load.byOutcome, ok: 700, refused: 500, timeout: 80 };
      change(load, perSecond);
      load.firsts = [];
      if (load.byOutcome.failed > 0) {
        r.exchange({
          label: "under load",
          note: { outcome: "failed" },
          url: "/notes/1",
          status: 500,
          json: { title: "No", status: 500 },
        });
        load.firsts = [++id];
      }
      id++;
      r.fact("load", structuredClone(load) as never);
      r.after(1_000);
    }
    r.fact("knee", known as never);
  });
const good = withLoads(() => {});
const errors = (count: number, at: number[]) => (load: ReturnType<typeof exampleLoad>, perSecond: number) => {
  if (at.includes(perSecond)) load.byOutcome = { ...load.byOutcome, ok: load.planned - count, failed: count };
};

const check: Check = {
  title: {
    passed: "No errors as long as it keeps up",
    failed: "Errors, though it keeps up",
  },
  severity: "major",
  skills: ["load-testing", "error-handling", "concurrency"],
  references: [
    { name: "Google SRE: the four golden signals", url: "https://sre.google/sre-book/monitoring-distributed-systems/" },
    { name: "RFC 9110 §15.6: server errors", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6" },
  ],
  why: `One error in two hundred requests is invisible when one person clicks, and is fifty angry people an hour in production. Errors at a
    rate that the program carries are not overload: two requests meet in something that they share, or something is used up with each
    request. They grow with success, and each one was a click, an order, a payment.`,
  hints: {
    look: "Look at the first error and at the program's own log line of that moment: what did it say?",
    ask: "What do two requests share in your program besides the database: a variable, a name, a counter, a connection?",
    concept: `State outside a request is seen by all requests: module variables, caches, names of prepared statements, one connection for all,
      temporary files. While a handler waits, others run; what it had put there may be somebody else's when it comes back. Keep what
      belongs to a request in its own variables, and take from shared things (pools, counters) in one step that cannot be interrupted.
      Errors that come with the number of requests show something that is used up and not given back.
      https://nodejs.org/api/async_context.html`,
    shape: `handle(request):
  user = read_user(request)         // not: current_user = …, in a variable of the module
  rows = query("…", [user.id])`,
    example: `A weather service kept "the current city" in a module variable. With two visitors in the same tenth of a second, one got an error or the
other's weather. Fixed: the city is an argument.`,
    causes: {
      error: "It answered 5xx at a rate below one that it carried: look at what its log says about it.",
      wrong: "It answered a valid request with a refusal, at a rate below one that it carried.",
      closed: "It closed the connection instead of answering.",
    },
  },
  scenarios: [scenario],
  after: ["created-thing-reads-back"],
  judge(view) {
    const known = factIn<Knee>(view, scenario, "knee");
    const steps = loadsIn(view, scenario, "step");
    if (!known || steps.length === 0) return { verdict: "unclear", why: "no load was brought" };
    // The lowest rate is a few requests at a time: who cannot carry that has no knee, and may just be slow.
    const below = steps.filter(({ perSecond }) => perSecond <= Math.max(known.perSecond, lowest(steps)));
    const failure = worstOf(view, below, known);
    return conclude(failure ? [failure] : [], {
      cases: below.length,
      otherwise: "no load was brought that it carried",
      measured: measuredOf(known),
    });
  },
  passes: [
    good,
    // Once is luck, or this machine.
    withLoads(errors(1, [160])),
    withLoads(() => {}, { ...knee, endedBy: "other programs" }),
  ],
  breaks: [
    { fault: "a few errors at each rate", recording: withLoads(errors(4, [80, 160, 320])) },
    {
      fault: "errors from the first",
      recording: withLoads(errors(9, [40, 80, 160, 320, 640]), { ...knee, perSecond: 0 }),
    },
  ],
};
export default check;

function lowest(steps: readonly SeenLoad[]): number {
  return Math.min(...steps.map(({ perSecond }) => perSecond));
}

/**
 * What is neither served nor refused for want of room. 429 and 503 are honest refusals, and a timeout at these rates is a
 * matter of the machine's moment; neither is judged here.
 */
const kinds = [
  { outcome: "failed", cause: "error" },
  { outcome: "wrong", cause: "wrong" },
  { outcome: "closed", cause: "closed" },
] as const;

/** In all of the steps together: fewer may be chance. */
const fewest = 3;

function worstOf(view: RecordingView, below: readonly SeenLoad[], known: Knee): Failure | undefined {
  const sent = below.reduce((sum, load) => sum + load.sent, 0);
  for (const { outcome, cause } of kinds) {
    const count = below.reduce((sum, load) => sum + load.byOutcome[outcome], 0);
    if (count < fewest) continue;
    const first = below
      .flatMap(({ firsts }) => firsts)
      .map((id) => view.entry(id))
      .find(
        (entry): entry is Exchange =>
          entry?.kind === "exchange" && (entry.note as { outcome?: string })?.outcome === outcome,
      );
    const rates = below.filter((load) => load.byOutcome[outcome] > 0).map(({ perSecond }) => perSecond);
    return {
      headline: `${count} of ${sent} valid requests went wrong at ${Math.min(...rates)} a second and more${known.perSecond > 0 ? `, though it carries ${known.perSecond}` : ""}${first ? `: ${lineOf(first)} ${answerOf(first).slice(0, 80)}` : ""}.`,
      expected: "valid requests are answered 2xx at every rate that the program carries",
      seen: first ? answerOf(first) : `${count} times "${outcome}"`,
      entries: [
        ...below.filter((load) => load.byOutcome[outcome] > 0).map(({ id }) => id),
        ...(first ? [first.id] : []),
      ],
      cause,
    };
  }
  return undefined;
}

function measuredOf(known: Knee): Record<string, string> {
  const limit = `99% within ${known.limitMs} ms${known.limitFrom === "stated" ? "" : ", no limit being stated"}`;
  return {
    "carried without an error":
      known.perSecond > 0 ? `${grouped(known.perSecond)} requests/s (${limit})` : `not even the lowest rate (${limit})`,
    ...(known.perSecond > 0 ? { "latency there": `p50 ${ms(known.p50Ms)}, p99 ${ms(known.p99Ms)}` } : {}),
    ...(known.endedBy === "program" && known.brokeFirst ? { "what broke first": brokeInWords(known.brokeFirst) } : {}),
    ...(known.endedBy === "highest rate" ? { "what broke first": "nothing: it carried all that was brought" } : {}),
    ...(known.endedBy === "generator" ? { "what broke first": "cannot be told: the load generator was late" } : {}),
    ...(known.endedBy === "other programs"
      ? { "what broke first": "cannot be told: other programs used the machine" }
      : {}),
  };
}
