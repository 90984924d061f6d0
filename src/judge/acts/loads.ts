/**
 * Loads on a program, as they are recorded: one fact "load" for each, with what was sent, what came back, and who worked
 * and who waited meanwhile. Of the thousands of requests and statements only the first that went wrong are kept as
 * entries of their own.
 */
import { Buffer } from "node:buffer";
import type { Json } from "../../contract/json.ts";
import type { Body, Exchange } from "../../contract/recording.ts";
import { requestOfOperation } from "../probe/http/request-of-operation.ts";
import { type Buckets, Histogram } from "../probe/load/histogram.ts";
import { type Load, startLoad } from "../probe/load/load.ts";
import type { Counts, LoadOutcome, LoadPlan, LoadResult } from "../probe/load/load-plan.ts";
import { type Look, lookAtResources, type ResourceUse, resourcesBetween } from "../probe/load/resources.ts";
import type { NewEntry } from "../recorder.ts";
import type { Instance, Stage } from "../scenario.ts";
import type { LoadMix } from "./load-mix.ts";

/** The value of the fact "load". */
export interface LoadSeen {
  label: string;
  perSecond: number;
  durationMs: number;
  /** Until the last answer came or was given up. */
  drainedMs: number;
  planned: number;
  sent: number;
  byOutcome: Record<LoadOutcome, number>;
  byStatus: Record<string, number>;
  /** Of those that were answered 2xx, from when they were due. */
  latency: Latency;
  /** Of those that were answered 429 or 503. */
  refusal: Latency;
  /** How late the generator was itself. */
  lateness: Latency;
  /** For a picture: of all that were answered. */
  histogram: Buckets;
  /** By quarter of a second: answered 2xx, and everything else. */
  timeline: [ok: number, other: number][];
  connections: { opened: number; most: number };
  wire: Wire;
  sessions: Sessions;
  resources?: ResourceUse;
  /** Ids of the exchanges that show the first bad answers. */
  firsts: number[];
}

export interface Latency {
  count: number;
  p50Ms: number;
  p99Ms: number;
  p999Ms: number;
  maxMs: number;
}

/** Statements of the program that ended while the load was on. `busy`: on how many connections one was under way, on average. */
interface Wire {
  statements: number;
  failed: number;
  slowestMs: number;
  busy: number;
  open: number;
}

/** Of the database's sessions, looked at several times a second: the share of looks in which at least half of those at work waited for a lock, and what for. */
interface Sessions {
  looks: number;
  lockedLooks: number;
  waitingFor: string;
}

export interface Loader {
  run(label: string, plan: Omit<LoadPlan, "requests">): Promise<{ seen: LoadSeen; result: LoadResult }>;
  close(): Promise<void>;
}

const looksEveryMs = 250;
/** What is kept as entries, of each load. */
const keptOfLoad = {
  statements: 0,
  failedStatements: 3,
  slowStatements: 3,
  lines: 20,
  errorLines: 60,
  connections: 60,
};
const keptAfterwards = {
  statements: 200,
  failedStatements: 20,
  slowStatements: 20,
  lines: 100,
  errorLines: 100,
  connections: 200,
};
const slowMs = 1_000;

export async function loaderOf(stage: Stage, instance: Instance, mix: LoadMix): Promise<Loader> {
  const load = await startLoad(instance.url, stage.signal);
  return {
    run: (label, plan) => runOne(stage, instance, mix, load, label, plan),
    close: () => load.close(),
  };
}

async function runOne(
  stage: Stage,
  instance: Instance,
  mix: LoadMix,
  load: Load,
  label: string,
  plan: Omit<LoadPlan, "requests">,
): Promise<{ seen: LoadSeen; result: LoadResult }> {
  const { track, database } = instance;
  const counted = countEntries(keptOfLoad);
  const watching = watchSessions(stage, instance);
  const before = lookAtResources(await whom(stage, instance));
  const began = track.now();
  track.sieve = counted.sieve;
  let result: LoadResult;
  let after: Look | undefined;
  try {
    const running = load.run({ ...plan, requests: mix.requests });
    // Who worked is asked while there was work, not while the last answers were waited for.
    const asked = stage.wait(plan.durationMs).then(async () => lookAtResources(await whom(stage, instance)));
    result = await running;
    after = await asked;
  } finally {
    // What is still worked off afterwards is said again and again, too.
    track.sieve = countEntries(keptAfterwards).sieve;
    await watching.end();
  }
  const firsts = result.firsts.map((first) => keepExchange(instance, mix, plan.patienceMs, began, first));
  const latency = latencyOf(result.latencyOfOk);
  const seen: LoadSeen = {
    label,
    perSecond: plan.perSecond,
    durationMs: Math.round(result.durationMs),
    drainedMs: Math.round(result.drainedMs),
    planned: result.planned,
    sent: result.sent,
    byOutcome: result.byOutcome,
    byStatus: result.byStatus,
    latency,
    refusal: latencyOf(result.latencyOfRefused),
    lateness: latencyOf(result.lateness),
    histogram: Histogram.from(result.latencyOfAll.counts, result.latencyOfAll.maxMs).coarse(),
    timeline: result.timeline.map(({ ok, other }) => [ok, other]),
    connections: result.connections,
    wire: { ...counted.wire(result.drainedMs), open: database.openConnections },
    sessions: watching.seen(),
    ...(before && after ? { resources: resourcesBetween(before, after) } : {}),
    firsts,
  };
  track.append({ kind: "fact", at: track.now(), name: "load", value: structuredClone(seen) as unknown as Json });
  return { seen, result };
}

function latencyOf({ counts, maxMs }: Counts): Latency {
  const histogram = Histogram.from(counts, maxMs);
  const at = (share: number) => Math.round(histogram.percentileMs(share) * 100) / 100;
  return {
    count: histogram.total,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    p999Ms: at(0.999),
    maxMs: Math.round(maxMs * 100) / 100,
  };
}

/** Counts what crosses the wire and keeps of it what shows a failure. */
function countEntries(most: typeof keptOfLoad) {
  const kept = { statements: 0, failedStatements: 0, slowStatements: 0, lines: 0, errorLines: 0, connections: 0 };
  const room = (what: keyof typeof kept) => kept[what]++ < most[what];
  let [statements, failed, slowestMs, busyMs] = [0, 0, 0, 0];
  return {
    sieve(entry: NewEntry): boolean {
      switch (entry.kind) {
        case "statement":
          statements++;
          busyMs += entry.durationMs ?? 0;
          slowestMs = Math.max(slowestMs, entry.durationMs ?? 0);
          if (entry.outcome !== "done") {
            failed++;
            return room("failedStatements");
          }
          return room((entry.durationMs ?? 0) > slowMs ? "slowStatements" : "statements");
        case "output":
          // Request logs are ordinary; what goes to stderr may tell why a program ended.
          return room(entry.stream === "stderr" ? "errorLines" : "lines");
        case "connection":
          return room("connections");
        default:
          return true;
      }
    },
    wire: (windowMs: number) => ({
      statements,
      failed,
      slowestMs: Math.round(slowestMs),
      busy: Math.round((busyMs / windowMs) * 10) / 10,
    }),
  };
}

interface Session {
  pid: number;
  state: string | null;
  locked: boolean;
  waitingFor: string;
}

async function sessionsOf({ database }: Instance): Promise<Session[]> {
  const rows = await database
    .query(
      `select pid, state, wait_event_type = 'Lock' as locked, wait_event_type || ' ' || wait_event || ': ' || left(query, 120) as what
       from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    // A database that is away has no sessions; that is for others to find.
    .catch(() => []);
  return rows.map(({ pid, state, locked, what }) => ({
    pid: Number(pid),
    state: state === null ? null : String(state),
    locked: locked === true,
    waitingFor: String(what ?? ""),
  }));
}

async function whom(stage: Stage, instance: Instance) {
  const started = stage.seen(instance).findLast((entry) => entry.kind === "process" && entry.event === "started");
  const root = started?.kind === "process" ? started.pid : undefined;
  return { root, backends: (await sessionsOf(instance)).map(({ pid }) => pid) };
}

function watchSessions(stage: Stage, instance: Instance) {
  const seen: Sessions = { looks: 0, lockedLooks: 0, waitingFor: "" };
  let over = false;
  const watch = async () => {
    while (!over) {
      await stage.wait(looksEveryMs);
      if (over) return;
      const atWork = (await sessionsOf(instance)).filter(({ state }) => state === "active");
      const locked = atWork.filter((session) => session.locked);
      seen.looks++;
      if (locked.length === 0 || locked.length < atWork.length / 2) continue;
      seen.lockedLooks++;
      seen.waitingFor ||= locked[0]?.waitingFor ?? "";
    }
  };
  const watched = watch().catch(() => {});
  return {
    seen: () => seen,
    async end() {
      over = true;
      await watched;
    },
  };
}

/** As if it had been sent by itself, so that it can be shown and repeated. */
function keepExchange(
  { track }: Instance,
  mix: LoadMix,
  limitMs: number,
  began: number,
  first: LoadResult["firsts"][number],
): number {
  const { operation, options } = mix.kinds[first.kind] as LoadMix["kinds"][number];
  const { method, url, headers = {}, body } = requestOfOperation(operation, { ...options, label: "" });
  const response = first.status === 0 ? undefined : responseIn(first.status, first.text);
  const exchange: Omit<Exchange, "id" | "scenario" | "instance"> = {
    kind: "exchange",
    at: began + first.atMs,
    label: "under load",
    note: { outcome: first.outcome },
    operation: operation.id,
    request: {
      method,
      url,
      headers: Object.entries(headers),
      ...(body === undefined ? {} : { body: bodyOf(String(body)) }),
    },
    ...(response ? { response } : {}),
    outcome: response
      ? "answered"
      : first.outcome === "timeout"
        ? "timeout"
        : first.outcome === "unreadable"
          ? "unreadable"
          : "closed",
    ...(response || first.text === "" ? {} : { error: first.text.slice(0, 500) }),
    limitMs,
    durationMs: Math.round(first.afterMs * 1000) / 1000,
  };
  return track.append(exchange);
}

function responseIn(status: number, text: string): NonNullable<Exchange["response"]> {
  const end = text.indexOf("\r\n\r\n");
  const [head, body] = end === -1 ? [text, ""] : [text.slice(0, end), text.slice(end + 4)];
  const headers = head
    .split("\r\n")
    .slice(1)
    .map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
  return { status, headers, body: bodyOf(body) };
}

function bodyOf(text: string): Body {
  return text === "" ? { bytes: 0 } : { bytes: Buffer.byteLength(text), text };
}
