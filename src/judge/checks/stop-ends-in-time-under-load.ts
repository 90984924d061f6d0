import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { factIn } from "../reading/loads.ts";
import { inWords } from "../reading/process-life.ts";
import type { AskedOn } from "../scenarios/stop-under-load.ts";

const scenario = "stop-under-load";
/** Our own lateness in seeing it end. The contract's limit is for people's patience, not for milliseconds. */
const graceMs = 500;

const good = example((r) => {
  r.scenario(scenario);
  const note = { client: 0, kept: true };
  r.exchange({
    label: "under load",
    url: "/notes/7",
    note,
    at: 5_000,
    durationMs: 1_200,
    status: 200,
    json: { id: 7 },
  });
  r.add({ kind: "process", event: "signalled", signal: "SIGTERM", at: 5_700 });
  r.exchange({ label: "asked on", url: "/notes/7", note, at: 6_220, status: 200, json: { id: 7 } });
  r.add({ kind: "process", event: "ended", status: 0, durationMs: 900, at: 6_600 });
  r.fact("asked on", { asked: 3, answered: 2 });
});

const check: Check = {
  title: {
    passed: "It stops in time although people go on asking",
    failed: "It does not stop as long as people go on asking",
  },
  severity: "major",
  skills: ["graceful-shutdown", "production-operation", "http-basics"],
  references: [
    { name: "RFC 9112 §9.3: persistence", url: "https://www.rfc-editor.org/rfc/rfc9112#section-9.3" },
    {
      name: "Node.js: server.closeIdleConnections()",
      url: "https://nodejs.org/api/http.html#servercloseidleconnections",
    },
    {
      name: "Kubernetes: termination of Pods",
      url: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
    },
  ],
  why: `Load balancers keep connections open and send the next request on them until the other side closes. A program that waits for "no request
    under way" waits for as long as it is popular. Then the time is up, it is killed in the middle of its work, and the people whom
    it wanted to spare are cut off after all. It only happens under load, so it was never seen in a test.`,
  hints: {
    look: "Look at what was answered after SIGTERM, and on which connections: new ones, or those that were kept?",
    ask: "After SIGTERM, what tells the client of a kept connection that it should go elsewhere?",
    concept: `To stop listening only keeps new connections out. Those that are open go on bringing requests, and each of them counts as "under
      way" again. So once the signal has come, every answer closes its connection: "Connection: close" in the head, and idle ones
      are closed at once. And there is a limit to all patience, below that of the orchestrator: when it is up, the rest is
      closed. In Go, Server.Shutdown does both with a context; in Node, server.close() and, after the limit,
      server.closeAllConnections(). https://nodejs.org/api/http.html#serverclosecallback`,
    shape: `on SIGTERM:
  stopping = true
  server.stop_accepting(); close idle connections
  each answer from now on: "Connection: close"
  after 8 s at the latest: close what is left
  pool.end(); exit(0)`,
    example: `A weather service counted its open requests and waited for zero. With 300 requests a second zero never came; systemd killed it after
90 s, at each release. Fixed: answers after the signal close their connection.`,
    causes: {
      "asked-on": "It went on answering those who asked after the signal: look at what closes a kept connection.",
      hangs: "Nothing was answered any more, and it did not end either: look at what it waits for.",
    },
  },
  scenarios: [scenario],
  promises: ["graceful-stop"],
  after: ["stop-ends-in-time-with-status-0"],
  judge(view) {
    const { stopMs } = view.surface.limits;
    const events = view.of("process", scenario);
    const signal = events.find((event) => event.event === "signalled" && event.signal === "SIGTERM");
    if (!signal) return { verdict: "unclear", why: "it was not asked to stop" };
    const killed = events.find(({ event, signal: sent }) => event === "signalled" && sent === "SIGKILL");
    const ended = events.find(({ event, id }) => event === "ended" && id > signal.id && !(killed && killed.id < id));
    if (!ended && events.some(({ launcher, id }) => launcher && id < signal.id)) {
      return { verdict: "unclear", why: "a launcher stands before the program and did not end with it" };
    }
    const asked = factIn<AskedOn>(view, scenario, "asked on") ?? { asked: 0, answered: 0 };
    const tookMs = ended ? ended.at - signal.at : undefined;
    const measured = {
      ...(tookMs === undefined ? {} : { "stopped after": inWords(tookMs) }),
      "answered after the signal": asked.answered,
    };
    if (tookMs !== undefined && tookMs <= stopMs + graceMs) return conclude([], { cases: 1, otherwise: "", measured });
    const late = view.of("exchange", scenario).filter(({ label, response }) => label === "asked on" && response);
    const last = late.at(-1);
    return conclude(
      [
        {
          headline: `${tookMs === undefined ? `It had not ended ${inWords(stopMs)} after SIGTERM` : `It ended only ${inWords(tookMs)} after SIGTERM`}${asked.answered > 0 ? `, and answered ${asked.answered} requests meanwhile` : ""}.`,
          expected: `it ends within ${inWords(stopMs)}, also when people go on asking on the connections that they have`,
          seen: tookMs === undefined ? "still running" : `ended after ${inWords(tookMs)}`,
          entries: [signal.id, ...(ended ? [ended.id] : []), ...(last ? [last.id] : [])],
          cause: asked.answered > 0 ? "asked-on" : "hangs",
        },
      ],
      { cases: 1, otherwise: "", measured },
    );
  },
  passes: [good],
  breaks: [
    broken("it waits for a moment without requests", good, (r) => {
      r.entries = r.entries.filter((entry) => entry.kind !== "process" || entry.event !== "ended");
    }),
    broken("it ends long after its time", good, (r) => {
      const ended = r.entries.find((entry) => entry.kind === "process" && entry.event === "ended");
      Object.assign(ended ?? {}, { at: 5_700 + 14_000 });
    }),
  ],
};
export default check;
