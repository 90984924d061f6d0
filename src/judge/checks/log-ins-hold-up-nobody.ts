import type { Check } from "../check.ts";
import { example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { lineOf, succeeded } from "../reading/exchanges.ts";
import { inWords } from "../reading/process-life.ts";

const scenario = "crowd-a-slow-database";

const logIns = (aloneMs: number, readsMs: number[], oneMs = 3) =>
  example((r) => {
    r.scenario(scenario);
    for (let i = 0; i < 3; i++)
      r.exchange({ label: "ask before log-ins", url: "/nothing", status: 404, json: {}, durationMs: oneMs });
    r.exchange({ label: "log in alone", method: "POST", url: "/sessions", status: 201, json: {}, durationMs: aloneMs });
    for (let i = 0; i < 6; i++) {
      r.exchange({
        label: "log in side by side",
        method: "POST",
        url: "/sessions",
        status: 201,
        json: {},
        durationMs: aloneMs * 3,
      });
    }
    for (const durationMs of readsMs)
      r.exchange({ label: "ask beside log-ins", url: "/nothing", status: 404, json: {}, durationMs });
  });

const check: Check = {
  title: {
    passed: "While some log in, others are served",
    failed: "While some log in, everybody else waits",
  },
  severity: "major",
  skills: ["concurrency", "password-storage", "scaling"],
  references: [
    {
      name: "Node.js: don't block the event loop",
      url: "https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop",
    },
    { name: "CWE-400: uncontrolled resource consumption", url: "https://cwe.mitre.org/data/definitions/400.html" },
  ],
  why: `A password hash is slow on purpose: a tenth of a second or more of one core. Computed on the only thread that serves, it
    stops the whole program for that time, for everybody. On Monday at nine, when all log in, nothing else works; and whoever
    wants to take the program down needs no password for it, only ten wrong ones a second.`,
  hints: {
    look: "Look at how long an answer that takes no work takes while others log in, and compare it with one log-in.",
    ask: "On which thread is the password hash computed, and what else has to run on it?",
    concept: `Runtimes with one serving thread (Node's event loop, Python's asyncio) can do nothing else while a function computes. So slow
      computation belongs elsewhere: the asynchronous form of the hash function, which Node runs in its thread pool; a thread or
      process pool in Python, whose hash functions let go of the interpreter's lock while they compute. And not too many at once: one or
      two for each core. The name tells: functions ending in "Sync" block.
      https://nodejs.org/api/crypto.html#cryptoscryptpassword-salt-keylen-options-callback`,
    shape: `hash = await scrypt(password, salt)           // in a pool of threads
not: hash = scryptSync(password, salt)        // on the thread that serves`,
    example: `A shop's newsletter brought 200 log-ins in a minute; each blocked for 300 ms, and the shop window was blank for a minute. Fixed: bcrypt's
asynchronous function, and four at a time.`,
    causes: {
      blocked: "Each request waited for at least a whole log-in: the thread that serves was computing.",
    },
  },
  scenarios: [scenario],
  promises: ["passwords-are-stretched"],
  after: ["people-can-sign-up"],
  judge(view) {
    if (!view.surface.identity) return { verdict: "not-applicable", why: "nobody logs in to this API" };
    const all = view.of("exchange", scenario);
    const of = (label: string) =>
      all.filter((exchange) => exchange.label === label).toSorted((a, b) => a.durationMs - b.durationMs);
    const alone = of("log in alone").find(succeeded);
    const before = of("ask before log-ins");
    const beside = of("ask beside log-ins");
    const first = before[Math.floor(before.length / 2)];
    const middle = beside[Math.floor(beside.length / 2)];
    if (!alone || !first) return { verdict: "unclear", why: "there was no log-in, or nothing to ask beside it" };
    const measured = { "one log-in": inWords(alone.durationMs), "before, others waited": inWords(first.durationMs) };
    // A quick hash is a matter for other checks; and what takes no longer than an answer can hold up nobody.
    if (alone.durationMs < Math.max(shortestMs, 5 * first.durationMs)) return { verdict: "passed", measured };
    if (!middle || beside.length < fewestAsked) {
      return { verdict: "unclear", why: "the log-ins were over before enough was asked beside them" };
    }
    const halfMs = middle.durationMs;
    const failure = {
      headline: `While three people logged in, ${lineOf(middle)}, which takes no work, was answered after ${inWords(halfMs)}; before, after ${inWords(first.durationMs)}.`,
      expected: "who asks beside log-ins waits for a turn of the processor, not for whole log-ins",
      seen: `${inWords(halfMs)} at the median of ${beside.length}; one log-in takes ${inWords(alone.durationMs)}`,
      entries: [alone.id, first.id, middle.id],
      cause: "blocked",
    };
    return conclude(halfMs > blockedShare * alone.durationMs ? [failure] : [], {
      cases: beside.length,
      otherwise: "",
      measured: { ...measured, "beside three log-ins": inWords(halfMs) },
    });
  },
  passes: [
    logIns(220, [4, 9, 20, 35, 12, 60]),
    // The machine's cores are full of hashes, and the serving thread has to wait for its turn.
    logIns(220, [90, 110, 60, 140, 200, 80]),
    logIns(8, [20, 30, 40, 20]),
  ],
  breaks: [
    {
      fault: "the hash is computed on the serving thread",
      recording: logIns(220, [1_250, 1_210, 1_170, 1_130, 240, 200]),
    },
    { fault: "each waits for one log-in and a half", recording: logIns(200, [310, 300, 290, 330]) },
  ],
};
export default check;

/**
 * Between two hashes a blocked thread answers who has come meanwhile: those wait for half a hash to two, and the median for about one.
 * Measured with three log-ins on two cores: 0.1 to 0.2 of a hash in Go and with thread pools, also beside a burning core; 0.6 to 1.1 where it blocks.
 */
const blockedShare = 0.5;
/** Below it, our own lateness on a busy machine could make the difference. */
const shortestMs = 60;
/** A median of fewer is luck. */
const fewestAsked = 4;
