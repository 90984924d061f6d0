/**
 * What a load showed: each rate with its latency, the knee, ten times that, and what was full, as figures and as sentences.
 */
import { grouped } from "../../base/amounts.ts";
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Fact, Recording } from "../../contract/recording.ts";
import type { LoadReport, LoadStep } from "../../contract/report.ts";
import type { LoadSeen } from "../../judge/acts/loads.ts";
import type { Recovery } from "../../judge/acts/recovery.ts";
import { type BrokeFirst, causeInWords } from "../../judge/acts/what-broke-first.ts";
import type { Crowd } from "../../judge/scenarios/crowd-a-slow-database.ts";
import type { Knee, Overload } from "../../judge/scenarios/find-the-knee.ts";

export interface LoadFacts {
  /** Each rate that was tried, by its better try, the lowest first. */
  steps: LoadSeen[];
  knee: Knee | undefined;
  overload: Overload | undefined;
  /** The load of `overload`. */
  over: LoadSeen | undefined;
  crowd: Crowd | undefined;
}

export function loadFactsOf(recording: Recording): LoadFacts {
  const loads = factsOf(recording, "load").map(({ id, value }) => ({ id, load: value as unknown as LoadSeen }));
  const overload = lastOf<Overload>(recording, "overload");
  return {
    steps: bestOfEach(loads.filter(({ load }) => load.label === "step").map(({ load }) => load)),
    knee: lastOf<Knee>(recording, "knee"),
    overload,
    over: loads.find(({ id }) => id === overload?.load)?.load,
    crowd: lastOf<Crowd>(recording, "crowd"),
  };
}

/** Null when no load was brought. */
export function loadReportOf(recording: Recording): LoadReport | null {
  const facts = loadFactsOf(recording);
  const { steps, knee, over, crowd } = facts;
  if (!knee && !crowd) return null;
  return {
    steps: steps.slice(0, mostSteps).map((load) => stepOf(load, knee)),
    knee: knee
      ? {
          perSecond: knee.perSecond,
          p50Ms: knee.p50Ms,
          p99Ms: knee.p99Ms,
          limitMs: knee.limitMs,
          endedBy: knee.endedBy,
        }
      : null,
    overload: over ? stepOf(over, knee) : null,
    says: loadSentences(facts, recording).filter((sentence) => sentence !== ""),
  };
}

/** The search doubles and halves: it tries some fifteen. */
const mostSteps = 40;

function stepOf(load: LoadSeen, knee: Knee | undefined): LoadStep {
  const { ok, refused, stale } = load.byOutcome;
  return {
    label: load.label,
    perSecond: load.perSecond,
    planned: load.planned,
    served: ok,
    refused,
    notServed: load.planned - ok - refused - stale,
    latency: load.latency,
    histogram: load.histogram.map(([upToMs, count]) => ({ upToMs, count })).sort((a, b) => a.upToMs - b.upToMs),
    carried: knee !== undefined && load.perSecond <= knee.perSecond,
  };
}

/** What was carried, what broke first, ten times that, a crowd before a slow database. An empty one where nothing is to say. */
export function loadSentences({ knee, over, overload, crowd }: LoadFacts, recording: Recording): string[] {
  return [
    ...(knee ? kneeSentences(knee) : []),
    ...(over && overload ? [overloadSentence(over, overload, recording)] : []),
    ...(crowd ? [crowdSentence(crowd, recording)] : []),
  ];
}

/** A rate that was tried again counts by its better try, as in the search itself. */
function bestOfEach(steps: LoadSeen[]): LoadSeen[] {
  const byRate = Map.groupBy(steps, ({ perSecond }) => perSecond);
  const best = [...byRate.values()].map((tries) =>
    tries.reduce((a, b) =>
      b.byOutcome.ok > a.byOutcome.ok || (b.byOutcome.ok === a.byOutcome.ok && b.latency.p99Ms < a.latency.p99Ms)
        ? b
        : a,
    ),
  );
  return best.sort((a, b) => a.perSecond - b.perSecond);
}

function kneeSentences(knee: Knee): string[] {
  const limit = `99 of 100 within ${knee.limitMs} ms${knee.limitFrom === "stated" ? "" : " (the contract states no limit)"}`;
  const carried =
    knee.perSecond > 0
      ? `It carries ${grouped(knee.perSecond)} requests a second`
      : "It does not carry the lowest rate";
  const why = {
    program: knee.brokeFirst ? `What broke first: ${said(knee.brokeFirst)}.` : "",
    "highest rate": "Nothing broke: more was not brought.",
    generator: "What lies beyond cannot be told: the load generator itself was late.",
    "other programs": "What lies beyond cannot be told: other programs used this machine. Try again when it is quiet.",
  }[knee.endedBy];
  return [`${carried}: ${limit}.`, why];
}

function overloadSentence(load: LoadSeen, overload: Overload, recording: Recording): string {
  const seconds = load.drainedMs / 1_000;
  const { refused } = load.byOutcome;
  return [
    `With ${overload.times.toFixed(1).replace(".0", "")} times that, it served ${grouped(load.byOutcome.ok / seconds)} a second`,
    refused > 0
      ? `, refused ${grouped(refused)} (half of them within ${milliseconds(load.refusal.p50Ms)})`
      : ", refused nobody",
    ` and left ${grouped(load.byOutcome.timeout)} without an answer.`,
    ` ${recoveryAfter(recording, "ten times the traffic")}`,
  ].join("");
}

function crowdSentence(crowd: Crowd, recording: Recording): string {
  return `With a slow database it carries ${grouped(crowd.carriedPerSecond)} a second; when ${grouped(crowd.perSecond)} came, full was ${said(crowd.brokeFirst)}. ${recoveryAfter(recording, "a crowd")}`;
}

function recoveryAfter(recording: Recording, after: string): string {
  const found = factsOf(recording, "recovery")
    .map(({ value }) => value as unknown as Recovery)
    .find((recovery) => recovery.after === after);
  if (!found) return "";
  const seconds = `${(found.afterMs / 1_000).toFixed(1)} s`;
  return found.recovered ? `It was well again after ${seconds}.` : `After ${seconds} it was still not well again.`;
}

/** The evidence quotes the subject's own statements. */
function said({ cause, evidence }: BrokeFirst): string {
  return `${causeInWords[cause]} (${neutraliseLine(evidence)})`;
}

export function milliseconds(ms: number): string {
  if (ms >= 10_000) return `${Math.round(ms / 1_000)} s`;
  return ms >= 100 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}

function lastOf<T>(recording: Recording, name: string): T | undefined {
  return factsOf(recording, name).at(-1)?.value as T | undefined;
}

export function factsOf(recording: Recording, name: string): Fact[] {
  return recording.entries.filter((entry): entry is Fact => entry.kind === "fact" && entry.name === name);
}
