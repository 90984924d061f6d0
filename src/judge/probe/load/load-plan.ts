/**
 * What the generator is asked for, and what it answers: plain data that goes from thread to thread.
 */

export interface LoadPlan {
  /** Each is a whole request as it goes on the wire. They are sent in this order, again and again. */
  requests: LoadRequest[];
  /** Arrivals a second, evenly spaced: they come when they are due, however slow the answers are. */
  perSecond: number;
  durationMs: number;
  /** Open at once; further arrivals wait, and their clock runs. */
  mostConnections: number;
  /** A client gives up when its answer is not there so long after it was due, and hangs up. */
  patienceMs: number;
  /** How long, after the last arrival, answers are still waited for. */
  drainMs: number;
  /** So many bodies of 2xx answers to requests that are `wanted` are handed back. */
  mostKept: number;
}

export interface LoadRequest {
  bytes: Uint8Array;
  /** Index into the caller's own list of what this is. */
  kind: number;
  /** The answer is handed back, as long as there is room: a create, whose id is in it. */
  wanted: boolean;
}

/** What became of a request. `stale`: the server closed a kept connection just as we wrote, which is nobody's fault. */
export const outcomes = ["ok", "refused", "failed", "wrong", "closed", "timeout", "unreadable", "stale"] as const;
export type LoadOutcome = (typeof outcomes)[number];

export interface LoadResult {
  /** How many were due. */
  planned: number;
  sent: number;
  durationMs: number;
  /** Until the last answer came or was given up. */
  drainedMs: number;
  byOutcome: Record<LoadOutcome, number>;
  byStatus: Record<string, number>;
  /** From when it was due to its answer. Of those that ended `ok`; of those that were refused by 429 or 503; of all that were answered. */
  latencyOfOk: Counts;
  latencyOfRefused: Counts;
  latencyOfAll: Counts;
  /** How late the generator itself was: between due and written, where a connection was free. */
  lateness: Counts;
  connections: { opened: number; most: number };
  /** By quarter of a second since the first was due: answered in time, and everything else. */
  timeline: { ok: number; other: number }[];
  kept: { kind: number; text: string }[];
  /** The first of each outcome other than ok. */
  firsts: { outcome: LoadOutcome; kind: number; atMs: number; afterMs: number; status: number; text: string }[];
}

export interface Counts {
  counts: [bucket: number, count: number][];
  maxMs: number;
}

export const timelineMs = 250;
