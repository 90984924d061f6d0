/**
 * An open-model load generator: requests are due at a constant rate, as those of independent people are, and a slow answer
 * keeps nobody else from asking. Latency counts from when a request was due, not from when it could be sent, so that a
 * program that stalls is charged for everybody who came meanwhile ("coordinated omission", see
 * https://github.com/giltene/wrk2).
 *
 * It says how late it was itself. Runs in a thread of its own, see generator-thread.ts: the judge's own thread carries the
 * database's traffic, and would be late for both.
 */
import { connect, type Socket } from "node:net";
import { AnswerReader, type ReadAnswer } from "./answer-reader.ts";
import { Histogram } from "./histogram.ts";
import {
  type Counts,
  type LoadOutcome,
  type LoadPlan,
  type LoadRequest,
  type LoadResult,
  timelineMs,
} from "./load-plan.ts";

/** Tells when the next requests are due; calls at least once for each of them, bounded by how often it can. */
export interface Pacer {
  start(firstAt: number, everyMs: number, onTick: () => void): void;
  stop(): void;
}

/** On the machine's monotonic clock, which all threads share. */
export function clockMs(): number {
  return performance.now() + offsetMs;
}
const offsetMs = offsetOfThread();

/**
 * Each thread has an origin of its own. What comes between two looks at the clocks (a thread that has just begun is often put aside)
 * would shift this thread against the pacer's for good, by up to 1.3 ms as measured: so the closest of many pairs counts.
 */
function offsetOfThread(): number {
  let best = { offset: 0, apart: Number.POSITIVE_INFINITY };
  for (let i = 0; i < 50; i++) {
    const before = performance.now();
    const [seconds, nanoseconds] = process.hrtime();
    const after = performance.now();
    const apart = after - before;
    if (apart < best.apart) best = { offset: seconds * 1e3 + nanoseconds / 1e6 - (before + after) / 2, apart };
  }
  return best.offset;
}

/** Servers close idle connections when they like; one that we leave after a second is hardly ever in that race. */
const idleLimitMs = 1_000;
/** What is given up is looked for so often; it counts as given up when it is found. */
const sweepMs = 20;
/** More often would only cost: what is due within it goes out together, and the first of it is that late. */
const shortestTickMs = 0.25;
/** The pacer needs a moment until it ticks on time. */
const leadMs = 20;
/** What is due so soon is on time: a tick takes about as long until it is heard (measured), and is sent so much earlier. */
export const earlyMs = 0.06;

interface Connection {
  socket: Socket;
  reader: AnswerReader;
  request: LoadRequest | undefined;
  dueAt: number;
  /** Answered at least once. */
  used: boolean;
  usedAt: number;
}

export async function generate(
  target: { host: string; port: number },
  plan: LoadPlan,
  pacer: Pacer,
): Promise<LoadResult> {
  return new Promise((resolve) => {
    const generator = new Generator(target, plan, pacer, resolve);
    generator.begin();
  });
}

class Generator {
  readonly #target: { host: string; port: number };
  readonly #plan: LoadPlan;
  readonly #pacer: Pacer;
  readonly #resolve: (result: LoadResult) => void;
  /** One for all: what a chunk says is read before the next one comes. */
  readonly #buffer = Buffer.allocUnsafeSlow(64 * 1024);
  readonly #free: Connection[] = [];
  readonly #busy = new Set<Connection>();
  readonly #planned: number;
  readonly #everyMs: number;
  #beganAt = 0;
  #sweeper: NodeJS.Timeout | undefined;
  /** Index of the next arrival. */
  #next = 0;
  #sent = 0;
  #open = 0;
  #opened = 0;
  #mostOpen = 0;
  /** Until then no connection was free: arrivals that were due before were kept waiting by the program, not by us. */
  #blockedUntil = 0;
  #over = false;
  readonly #byOutcome: LoadResult["byOutcome"] = {
    ...{ ok: 0, refused: 0, failed: 0, wrong: 0, closed: 0, timeout: 0, unreadable: 0, stale: 0 },
  };
  readonly #byStatus = new Map<number, number>();
  readonly #ok = new Histogram();
  readonly #refused = new Histogram();
  readonly #all = new Histogram();
  readonly #lateness = new Histogram();
  readonly #timeline: LoadResult["timeline"] = [];
  readonly #kept: LoadResult["kept"] = [];
  readonly #firsts = new Map<LoadOutcome, LoadResult["firsts"][number]>();

  constructor(
    target: { host: string; port: number },
    plan: LoadPlan,
    pacer: Pacer,
    resolve: (result: LoadResult) => void,
  ) {
    this.#target = target;
    this.#plan = plan;
    this.#pacer = pacer;
    this.#resolve = resolve;
    this.#everyMs = 1000 / plan.perSecond;
    this.#planned = Math.max(1, Math.floor(plan.durationMs / this.#everyMs));
  }

  begin(): void {
    this.#beganAt = clockMs() + leadMs;
    this.#pacer.start(this.#beganAt, Math.max(this.#everyMs, shortestTickMs), () => this.#pump());
    this.#sweeper = setInterval(() => this.#sweep(), sweepMs);
  }

  #dueAt(index: number): number {
    return this.#beganAt + index * this.#everyMs;
  }

  /** Sends what is due, as far as there are connections. */
  #pump(): void {
    const now = clockMs();
    while (this.#next < this.#planned) {
      const dueAt = this.#dueAt(this.#next);
      if (dueAt > now + earlyMs) return;
      const connection = this.#free.length > 0 ? this.#takeFree(now) : undefined;
      if (!connection && this.#open >= this.#plan.mostConnections) {
        this.#blockedUntil = now;
        return;
      }
      const request = this.#plan.requests[this.#next % this.#plan.requests.length] as LoadRequest;
      this.#next++;
      if (dueAt > this.#blockedUntil) this.#lateness.record(now - dueAt);
      // What is sent a little early has waited for nothing yet.
      this.#send(connection ?? this.#newConnection(), request, Math.min(dueAt, now));
    }
    if (this.#busy.size === 0) this.#end();
  }

  #takeFree(now: number): Connection | undefined {
    for (let one = this.#free.pop(); one; one = this.#free.pop()) {
      if (now - one.usedAt < idleLimitMs && !one.socket.destroyed) return one;
      this.#drop(one);
    }
    return undefined;
  }

  #send(connection: Connection, request: LoadRequest, dueAt: number): void {
    connection.request = request;
    connection.dueAt = dueAt;
    connection.reader.keep = (request.wanted && this.#kept.length < this.#plan.mostKept) || this.#firsts.size < 3;
    this.#busy.add(connection);
    this.#sent++;
    connection.socket.write(request.bytes);
  }

  #newConnection(): Connection {
    this.#open++;
    this.#opened++;
    this.#mostOpen = Math.max(this.#mostOpen, this.#open);
    const onread = { buffer: this.#buffer, callback: (bytes: number) => this.#read(connection, bytes) };
    const socket = connect({ ...this.#target, noDelay: true, onread });
    const connection: Connection = {
      socket,
      reader: new AnswerReader(),
      request: undefined,
      dueAt: 0,
      used: false,
      usedAt: 0,
    };
    let why = "the connection ended";
    socket.on("error", (error) => {
      why = error.message;
    });
    socket.on("close", () => this.#closed(connection, why));
    return connection;
  }

  #read(connection: Connection, bytes: number): boolean {
    // Nobody asked for anything.
    if (!connection.request) {
      this.#drop(connection);
      return true;
    }
    const answer = connection.reader.read(this.#buffer.subarray(0, bytes));
    if (answer) this.#answered(connection, answer);
    else if (connection.reader.broken)
      this.#settle(connection, "unreadable", 0, this.#buffer.toString("latin1", 0, Math.min(bytes, 500)));
    return true;
  }

  #answered(connection: Connection, { status, keepAlive, kept }: ReadAnswer): void {
    const { request, dueAt } = connection;
    const now = clockMs();
    const afterMs = now - dueAt;
    const outcome = outcomeOf(status);
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
    this.#all.record(afterMs);
    if (outcome === "ok") this.#ok.record(afterMs);
    if (outcome === "refused") this.#refused.record(afterMs);
    if (request?.wanted && outcome === "ok" && kept && this.#kept.length < this.#plan.mostKept) {
      this.#kept.push({ kind: request.kind, text: kept.toString("utf8") });
    }
    connection.used = true;
    connection.usedAt = now;
    this.#settle(connection, outcome, status, outcome === "ok" ? "" : (kept?.toString("utf8") ?? ""), keepAlive);
  }

  /** The request of this connection is over, whatever came of it. */
  #settle(connection: Connection, outcome: LoadOutcome, status = 0, text = "", reusable = false): void {
    const { request, dueAt } = connection;
    if (!request) return;
    connection.request = undefined;
    this.#busy.delete(connection);
    this.#count(outcome, request.kind, dueAt, status, text);
    if (reusable) this.#free.push(connection);
    else this.#drop(connection);
    if (!this.#over) this.#pump();
  }

  #count(outcome: LoadOutcome, kind: number, dueAt: number, status: number, text: string): void {
    this.#byOutcome[outcome]++;
    const atMs = dueAt - this.#beganAt;
    const place = Math.floor((clockMs() - this.#beganAt) / timelineMs);
    // Drains take some seconds at most; a timeline of minutes would be nobody's.
    if (place >= 0 && place < 400) {
      while (this.#timeline.length <= place) this.#timeline.push({ ok: 0, other: 0 });
      (this.#timeline[place] as LoadResult["timeline"][number])[outcome === "ok" ? "ok" : "other"]++;
    }
    if (outcome === "ok" || this.#firsts.has(outcome)) return;
    this.#firsts.set(outcome, { outcome, kind, atMs, afterMs: clockMs() - dueAt, status, text: text.slice(0, 4_000) });
  }

  #closed(connection: Connection, why: string): void {
    this.#open--;
    const place = this.#free.indexOf(connection);
    if (place !== -1) this.#free.splice(place, 1);
    if (!connection.request) return;
    const answer = connection.reader.ended();
    if (answer) this.#answered(connection, { ...answer, keepAlive: false });
    else this.#settle(connection, connection.used && !connection.reader.begun ? "stale" : "closed", 0, why);
  }

  #drop(connection: Connection): void {
    connection.socket.destroy();
  }

  /** Clients that have waited long enough hang up, also those that never got a connection. */
  #sweep(): void {
    const now = clockMs();
    const { patienceMs, durationMs, drainMs } = this.#plan;
    const isLast = now > this.#beganAt + durationMs + drainMs;
    for (const connection of this.#busy) {
      if (!isLast && now - connection.dueAt < patienceMs) break;
      this.#settle(connection, "timeout");
    }
    while (this.#next < this.#planned && (isLast || now - this.#dueAt(this.#next) > patienceMs)) {
      this.#count("timeout", 0, this.#dueAt(this.#next++), 0, "no connection was free");
    }
    this.#pump();
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#pacer.stop();
    clearInterval(this.#sweeper);
    for (const connection of [...this.#free]) this.#drop(connection);
    const drainedMs = clockMs() - this.#beganAt;
    this.#resolve({
      planned: this.#planned,
      sent: this.#sent,
      durationMs: this.#planned * this.#everyMs,
      drainedMs,
      byOutcome: this.#byOutcome,
      byStatus: Object.fromEntries(this.#byStatus),
      latencyOfOk: countsOf(this.#ok),
      latencyOfRefused: countsOf(this.#refused),
      latencyOfAll: countsOf(this.#all),
      lateness: countsOf(this.#lateness),
      connections: { opened: this.#opened, most: this.#mostOpen },
      timeline: this.#timeline,
      kept: this.#kept,
      firsts: [...this.#firsts.values()],
    });
  }
}

/** For want of room or time, and said so: 408 and 504 are what servers and gateways say of their own time limits. */
const refusals = [408, 429, 503, 504];

function outcomeOf(status: number): LoadOutcome {
  if (status >= 200 && status < 300) return "ok";
  if (refusals.includes(status)) return "refused";
  return status >= 500 ? "failed" : "wrong";
}

function countsOf(histogram: Histogram): Counts {
  return { counts: histogram.counts(), maxMs: histogram.maxMs };
}
