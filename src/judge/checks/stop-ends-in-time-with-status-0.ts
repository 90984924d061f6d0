import type { ProcessEvent } from "../../contract/recording.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { howItEnded, inWords, lastLines } from "../reading/process-life.ts";

const stopped = (ended: Partial<ProcessEvent>) =>
  example((r) => {
    r.scenario("stop-with-requests-in-flight");
    r.add({ kind: "process", event: "ready", durationMs: 300 });
    r.add({ kind: "process", event: "signalled", signal: "SIGTERM", at: 1_000 });
    r.output("stopping");
    r.add({ kind: "process", event: "ended", status: 0, durationMs: 520, at: 1_520, ...ended });
  });
const good = stopped({});

/** Our own lateness in seeing it end. The contract's limit is for people's patience, not for milliseconds. */
const graceMs = 500;

const check: Check = {
  title: { passed: "It stops in time, with status 0", failed: "It does not stop in time, or not with status 0" },
  severity: "major",
  skills: ["graceful-shutdown", "linux-processes", "production-operation"],
  references: [
    {
      name: "Kubernetes: termination of Pods",
      url: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
    },
    {
      name: "systemd.service: TimeoutStopSec",
      url: "https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#TimeoutStopSec=",
    },
    { name: "Node.js: signal events", url: "https://nodejs.org/api/process.html#signal-events" },
  ],
  why: `Orchestrators wait some seconds after SIGTERM and then kill: what takes longer is cut off in the middle of its work, on every
    release. Any status but 0 is a crash to them: it raises alarms, marks the release as failed, and on-call people learn to look away
    from crashes, also from the real ones.`,
  hints: {
    look: "Look at the time between SIGTERM and the end of the process, and at how it ended: by itself with a status, or by the signal.",
    ask: "When your SIGTERM handler is done, what is still open: a timer, the pool, an idle connection of a client?",
    concept: `A process ends when nothing keeps it busy, or when it says so. Idle connections that clients keep alive, pool connections and
      timers all keep a runtime busy. So after the last request is answered, close them: idle HTTP connections, the pool, timers; and
      set yourself a deadline below the orchestrator's, after which you end anyway. Without a handler the process ends by the signal
      itself (status 143 in a shell), which is no orderly end. https://nodejs.org/api/http.html#servercloseidleconnections`,
    shape: `on SIGTERM:
  after(8 seconds, exit(1))          // a deadline of our own
  server.close(); server.close_idle_connections()
  wait for the last request
  pool.close()
  exit(0)`,
    example: `A chat server waited for its clients to hang up before it ended, which they never did. Fixed: on SIGTERM it closes idle connections
itself, waits at most 8 s for the rest, and exits with 0.`,
    causes: {
      "still-running":
        "It was still running at the limit: look at what keeps the process alive, idle connections and pool first.",
      late: "It ended, but too late: look at which limit it waited for.",
      signal: "It was ended by the signal itself: there is no handler for SIGTERM, or not in the process that got it.",
      status: "It ended by itself, but with another status than 0: look at the last lines that it printed.",
    },
  },
  scenarios: ["stop-with-requests-in-flight"],
  promises: ["graceful-stop"],
  judge(view) {
    const { stopMs } = view.surface.limits;
    const events = view.of("process", "stop-with-requests-in-flight");
    const signal = events.find((event) => event.event === "signalled" && event.signal === "SIGTERM");
    if (!signal) return { verdict: "unclear", why: "it was not asked to stop" };
    const ended = events.find((event) => event.event === "ended" && event.id > signal.id);
    // npm, go run and shells hand on the status of the program; one that watches and waits (nodemon) outlives it.
    if (!ended && events.some((event) => event.launcher && event.id < signal.id)) {
      return {
        verdict: "unclear",
        why: "a launcher stands before the program and did not end with it, so the program's status cannot be seen",
      };
    }
    const killed = events.find(
      (event) => event.signal === "SIGKILL" && event.event === "signalled" && event.id > signal.id,
    );
    const byItself = ended && (!killed || killed.id > ended.id) && ended.signal !== "SIGKILL" ? ended : undefined;
    const tookMs = byItself ? (byItself.durationMs ?? byItself.at - signal.at) : undefined;
    const failed = (headline: string, cause: string, end: ProcessEvent | undefined) =>
      conclude(
        [
          {
            headline,
            expected: `the end of the process, with status 0, within ${inWords(stopMs)} of SIGTERM`,
            seen: end
              ? `ended ${howItEnded(end)}${tookMs === undefined ? "" : `, ${inWords(tookMs)} after SIGTERM`}`
              : "still running",
            entries: [
              ...lastLines(view, end ?? signal).map(({ id }) => id),
              ...(end ? [signal.id, end.id] : [signal.id]),
            ],
            cause,
          },
        ],
        { cases: 1, otherwise: "" },
      );
    if (!byItself || tookMs === undefined) {
      const end = ended ?? killed;
      const waited = end ? end.at - signal.at : undefined;
      if (waited !== undefined && waited < stopMs)
        return { verdict: "unclear", why: "it was killed before its time was up" };
      if (
        !end &&
        !view
          .of("scenario", "stop-with-requests-in-flight")
          .some(({ event, at }) => event === "complete" && at - signal.at > stopMs)
      ) {
        return { verdict: "unclear", why: "its end was not waited for" };
      }
      return failed(`It was still running ${inWords(waited ?? stopMs)} after SIGTERM.`, "still-running", undefined);
    }
    if (tookMs > stopMs + graceMs) return failed(`It took ${inWords(tookMs)} to end after SIGTERM.`, "late", byItself);
    if (byItself.signal)
      return failed(`It was ended by ${byItself.signal} itself, without an orderly stop.`, "signal", byItself);
    if (byItself.status !== 0)
      return failed(`It ended with status ${byItself.status} after SIGTERM.`, "status", byItself);
    return { verdict: "passed", measured: { "ended after": inWords(tookMs) } };
  },
  passes: [good, stopped({ durationMs: 10_010, at: 11_010 }), stopped({ launcher: true })],
  breaks: [
    { fault: "no handler", recording: stopped({ status: null, signal: "SIGTERM", durationMs: 4 }) },
    { fault: "exits with 1", recording: stopped({ status: 1 }) },
    { fault: "exits with 1 behind npm", recording: stopped({ status: 1, launcher: true }) },
    { fault: "exits with 143", recording: stopped({ status: 143 }) },
    { fault: "an idle connection holds it up", recording: stopped({ durationMs: 15_000, at: 16_000 }) },
    broken("it ignores SIGTERM", good, (r) => {
      const ended = r.entries.findIndex((entry) => entry.kind === "process" && entry.event === "ended");
      r.entries.splice(ended, 1, {
        ...(r.entries[ended] as ProcessEvent),
        at: 12_500,
        event: "signalled",
        signal: "SIGKILL",
        status: null,
      });
    }),
  ],
};
export default check;
