/**
 * A run on one axis: scenarios, requests, statements, faults, process events and samples. Whatever the recording's size it is
 * small: all are counted by part of the axis, and of requests and statements those are listed that somebody looks for.
 */
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Entry, Exchange, ProcessEvent, Recording, ScenarioEvent, Statement } from "../../contract/recording.ts";
import type { IncidentCard, Timeline } from "../../contract/report.ts";
import { pathOf } from "./curl.ts";
import { faultText, processText } from "./entry-parts.ts";

/** A picture some 1,000 points wide, that can be zoomed: more could not be told apart. */
const most = { requests: 600, statements: 600, samples: 400, faults: 200, processes: 200, scenarios: 120 };
const densitySteps = 240;
const lineLength = 90;

export function timelineOf({ entries }: Recording, cards: readonly IncidentCard[]): Timeline {
  const durationMs = entries.reduce((longest, entry) => Math.max(longest, endOf(entry)), 1);
  const exchanges = entries.filter((entry) => entry.kind === "exchange");
  const statements = entries.filter((entry) => entry.kind === "statement");
  const wanted = wantedBy(cards);
  const requestsListed = choose(exchanges, most.requests, wanted, isBadExchange);
  const statementsListed = choose(statements, most.statements, wanted, isBadStatement);
  const scenarios = scenariosOf(entries, exchanges, statements, durationMs);
  const faults = faultsOf(entries, durationMs);
  const processes = entries.filter((entry) => entry.kind === "process");
  const samples = entries.filter((entry) => entry.kind === "sample");
  const samplesListed = thinned(samples, most.samples);
  const stepMs = durationMs / densitySteps;
  return {
    durationMs,
    scenarios: scenarios.slice(0, most.scenarios),
    requests: requestsListed.map((exchange) => ({
      ...rowOf(exchange),
      line: line(`${exchange.request.method} ${pathOf(exchange.request.url)}`),
      status: exchange.response?.status ?? null,
      outcome: exchange.outcome,
      bad: isBadExchange(exchange),
    })),
    statements: statementsListed.map((statement) => ({
      ...rowOf(statement),
      line: line(statement.text.replaceAll(/\s+/g, " ").trim()),
      bad: isBadStatement(statement),
    })),
    faults: faults.slice(0, most.faults),
    processes: processes.slice(0, most.processes).map(processOf),
    samples: samplesListed.map(({ at, instance, memoryBytes, cpuMs }) => ({
      at: rounded(at),
      instance,
      memoryBytes,
      cpuMs: cpuMs === undefined ? null : rounded(cpuMs),
    })),
    density: {
      stepMs,
      requests: densityOf(exchanges, stepMs, isBadExchange),
      statements: densityOf(statements, stepMs, isBadStatement),
    },
    leftOut: {
      requests: exchanges.length - requestsListed.length,
      statements: statements.length - statementsListed.length,
      samples: samples.length - samplesListed.length,
      faults: Math.max(0, faults.length - most.faults),
      processes: Math.max(0, processes.length - most.processes),
      scenarios: Math.max(0, scenarios.length - most.scenarios),
    },
  };
}

/** Answered, but not served; or not answered, where the judge did not let go by itself. */
function isBadExchange({ response, outcome }: Exchange): boolean {
  return response ? response.status >= 500 : outcome !== "aborted";
}

function isBadStatement({ outcome }: Statement): boolean {
  return outcome !== "done";
}

interface Wanted {
  entries: ReadonlySet<number>;
  spans: readonly { from: number; to: number }[];
}

function wantedBy(cards: readonly IncidentCard[]): Wanted {
  return {
    entries: new Set(cards.flatMap(({ rows }) => rows.map(({ entry }) => entry))),
    // The first is the one that is open; the others are seen by their own entries.
    spans: cards.slice(0, 1).flatMap(({ span }) => (span ? [span] : [])),
  };
}

/** What the cards show, then what went wrong, then what was near the first card, then every so many-th of the rest; in order. */
function choose<E extends Exchange | Statement>(
  all: readonly E[],
  limit: number,
  { entries, spans }: Wanted,
  isBad: (entry: E) => boolean,
): E[] {
  if (all.length <= limit) return [...all];
  const chosen = new Set<E>();
  const take = (found: readonly E[], upTo: number) => {
    for (const entry of thinned(found, Math.max(0, upTo - chosen.size))) chosen.add(entry);
  };
  take(
    all.filter(({ id }) => entries.has(id)),
    limit,
  );
  take(all.filter(isBad), limit * 0.5);
  take(
    all.filter(({ at }) => spans.some(({ from, to }) => at >= from - 1_000 && at <= to + 1_000)),
    limit * 0.7,
  );
  take(
    all.filter((entry) => !chosen.has(entry)),
    limit,
  );
  return [...chosen].sort((a, b) => a.at - b.at);
}

function thinned<T>(all: readonly T[], limit: number): T[] {
  if (all.length <= limit) return [...all];
  const whole = Math.floor(limit);
  return Array.from({ length: whole }, (_, i) => all[Math.floor((i * all.length) / whole)] as T);
}

function scenariosOf(
  entries: readonly Entry[],
  exchanges: readonly Exchange[],
  statements: readonly Statement[],
  durationMs: number,
): Timeline["scenarios"] {
  const events = Map.groupBy(
    entries.filter((entry): entry is ScenarioEvent => entry.kind === "scenario"),
    ({ scenario }) => scenario,
  );
  const requestsOf = countBy(exchanges);
  const statementsOf = countBy(statements);
  const rows = [...events].map(([id, list]) => {
    const began = list.find(({ event }) => event === "began");
    const ended = list.findLast(({ event }) => event !== "began");
    const at = (began ?? ended)?.at ?? 0;
    return {
      id,
      at: rounded(at),
      ms: rounded(Math.max(0, (ended?.at ?? durationMs) - at)),
      outcome: (ended?.event ?? "under way") as Timeline["scenarios"][0]["outcome"],
      why: ended?.why === undefined ? null : neutraliseLine(ended.why.split("\n")[0] ?? "").slice(0, 300),
      requests: requestsOf.get(id) ?? 0,
      statements: statementsOf.get(id) ?? 0,
    };
  });
  return rows.sort((a, b) => a.at - b.at);
}

function countBy(entries: readonly Entry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { scenario } of entries) counts.set(scenario, (counts.get(scenario) ?? 0) + 1);
  return counts;
}

/** From its beginning to its end, or to the end of the run. */
function faultsOf(entries: readonly Entry[], durationMs: number): Timeline["faults"] {
  const open = new Map<string, Timeline["faults"][0]>();
  const faults: Timeline["faults"] = [];
  for (const entry of entries) {
    if (entry.kind !== "fault") continue;
    const key = `${entry.scenario} ${entry.instance} ${entry.fault}`;
    const running = open.get(key);
    if (entry.event === "begins") {
      const fault = { ...rowOf(entry), ms: rounded(durationMs - entry.at), line: line(faultText(entry)) };
      open.set(key, fault);
      faults.push(fault);
    } else if (running) {
      running.ms = rounded(entry.at - running.at);
      open.delete(key);
    }
  }
  return faults;
}

function processOf(event: ProcessEvent): Timeline["processes"][0] {
  return { ...rowOf(event), ms: 0, event: event.event, line: line(processText(event)) };
}

function densityOf<E extends Entry>(
  entries: readonly E[],
  stepMs: number,
  isBad: (entry: E) => boolean,
): { n: number; bad: number }[] {
  const steps = Array.from({ length: densitySteps }, () => ({ n: 0, bad: 0 }));
  for (const entry of entries) {
    const step = steps[Math.min(densitySteps - 1, Math.floor(entry.at / stepMs))];
    if (!step) continue;
    step.n++;
    if (isBad(entry)) step.bad++;
  }
  return steps;
}

function rowOf(entry: Entry) {
  const { id, at, scenario, instance } = entry;
  return { id, at: rounded(at), ms: rounded(endOf(entry) - at), scenario, instance };
}

function endOf(entry: Entry): number {
  const has = entry.kind === "exchange" || entry.kind === "statement";
  return entry.at + (has ? (entry.durationMs ?? 0) : 0);
}

/** To a hundredth of a millisecond: finer is noise, and costs room. */
function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

function line(text: string): string {
  const safe = neutraliseLine(text.slice(0, 4 * lineLength));
  return safe.length > lineLength ? `${safe.slice(0, lineLength - 1)}…` : safe;
}
