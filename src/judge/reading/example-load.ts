/**
 * Loads for the examples of checks.
 */
import type { LoadSeen } from "../acts/loads.ts";

/** A second in which all was well, with changes. */
export function exampleLoad(change: Partial<LoadSeen> & { perSecond: number }): LoadSeen {
  const count = change.perSecond;
  const latency = { count, p50Ms: 4, p99Ms: 21, p999Ms: 30, maxMs: 33 };
  return {
    label: "step",
    ...{ durationMs: 1_000, drainedMs: 1_010, planned: count, sent: count },
    byOutcome: { ok: count, refused: 0, failed: 0, wrong: 0, closed: 0, timeout: 0, unreadable: 0, stale: 0 },
    byStatus: { "200": count },
    latency,
    refusal: { count: 0, p50Ms: 0, p99Ms: 0, p999Ms: 0, maxMs: 0 },
    lateness: { count, p50Ms: 0.1, p99Ms: 0.4, p999Ms: 1, maxMs: 1.2 },
    histogram: [
      [4, count / 2],
      [33, count / 2],
    ],
    timeline: Array.from({ length: 4 }, () => [count / 4, 0]),
    connections: { opened: 8, most: 8 },
    wire: { statements: count, failed: 0, slowestMs: 5, busy: 1, open: 10 },
    sessions: { looks: 3, lockedLooks: 0, waitingFor: "" },
    resources: {
      ...{ cores: 2, machineBusy: 0.6, programMemoryMb: 90, others: 0.02 },
      program: { ran: 0.5, wanted: 0.55 },
      busiestThread: { ran: 0.45, wanted: 0.5 },
      database: { ran: 0.2, wanted: 0.22 },
      busiestBackend: { ran: 0.05, wanted: 0.05 },
      judge: { ran: 0.2, wanted: 0.22 },
    },
    firsts: [],
    ...change,
  };
}
