/**
 * What a timeline draws for one part of the axis: which things are single marks, which are counted, and in which row each
 * stands so that none covers another. Pure.
 */
import type { Timeline } from "../../src/contract/report.ts";

export interface Window {
  from: number;
  to: number;
}

export interface Mark {
  key: string;
  lane: "scenarios" | "faults" | "requests" | "statements" | "processes";
  at: number;
  ms: number;
  /** From 0, the upper one. */
  row: number;
  tone: "plain" | "quiet" | "bad" | "fault" | "good";
  /** What is said of it when it is looked at. */
  says: string;
  /** Drawn in it where there is room. */
  label?: string;
  scenario: string;
}

/** More bars than that in a strip a screen wide cannot be told apart: then they are counted. */
const mostBars = 220;
const rows = { requests: 5, statements: 4, scenarios: 12, faults: 3 };

export interface Lanes {
  scenarios: Mark[];
  faults: Mark[];
  processes: Mark[];
  requests: Mark[] | "counted";
  statements: Mark[] | "counted";
  /** All that can be walked through, in the order of time. */
  walk: Mark[];
}

export function lanesOf(timeline: Timeline, window: Window, scenario: string | undefined): Lanes {
  const isIn = ({ at, ms }: { at: number; ms: number }) => at <= window.to && at + ms >= window.from;
  const isWanted = <T extends { at: number; ms: number; scenario: string }>(one: T) =>
    isIn(one) && (scenario === undefined || one.scenario === scenario);
  const requests = timeline.requests.filter(isWanted);
  const statements = timeline.statements.filter(isWanted);
  // What is counted is counted for all scenarios together, so one of them is always drawn.
  const isSingle = (listed: readonly unknown[]) => listed.length <= mostBars || scenario !== undefined;
  const least = (window.to - window.from) / 500;
  const lanes = {
    scenarios: packed(
      timeline.scenarios.filter(isIn).filter(({ id, ms }) => (scenario === undefined || id === scenario) && ms > 0),
      rows.scenarios,
      least,
      (one): Omit<Mark, "row"> => ({
        key: `scenario ${one.id}`,
        lane: "scenarios",
        at: one.at,
        ms: one.ms,
        tone: one.outcome === "complete" ? "plain" : "quiet",
        label: one.id.replaceAll("-", " "),
        says: `${one.id.replaceAll("-", " ")}: ${one.outcome}${one.why ? `, ${one.why}` : ""}. ${one.requests} requests, ${one.statements} statements.`,
        scenario: one.id,
      }),
    ),
    faults: packed(timeline.faults.filter(isWanted), rows.faults, least, (one) => ({
      key: `fault ${one.id}`,
      lane: "faults",
      at: one.at,
      ms: one.ms,
      tone: "fault",
      label: one.line,
      says: `fault: ${one.line}`,
      scenario: one.scenario,
    })),
    processes: timeline.processes.filter(isWanted).map(
      (one): Mark => ({
        key: `process ${one.id}`,
        lane: "processes",
        at: one.at,
        ms: 0,
        row: 0,
        tone: one.event === "ready" ? "good" : one.event === "started" ? "plain" : "fault",
        says: `${one.instance}: ${one.line}`,
        scenario: one.scenario,
      }),
    ),
    requests: isSingle(requests)
      ? packed(
          requests,
          rows.requests,
          least,
          (one): Omit<Mark, "row"> => ({
            key: `request ${one.id}`,
            lane: "requests",
            at: one.at,
            ms: one.ms,
            tone: one.bad ? "bad" : (one.status ?? 0) >= 400 || one.status === null ? "quiet" : "plain",
            label: one.line,
            says: `${one.line}: ${one.status ?? one.outcome}`,
            scenario: one.scenario,
          }),
        )
      : ("counted" as const),
    statements: isSingle(statements)
      ? packed(
          statements,
          rows.statements,
          least,
          (one): Omit<Mark, "row"> => ({
            key: `statement ${one.id}`,
            lane: "statements",
            at: one.at,
            ms: one.ms,
            tone: one.bad ? "bad" : "plain",
            label: one.line,
            says: one.line,
            scenario: one.scenario,
          }),
        )
      : ("counted" as const),
  };
  const singles = (lane: Mark[] | "counted") => (lane === "counted" ? [] : lane);
  const walk = [
    ...lanes.scenarios,
    ...lanes.faults,
    ...lanes.processes,
    ...singles(lanes.requests),
    ...singles(lanes.statements),
  ]
    .filter(({ at }) => at >= window.from && at <= window.to)
    .sort((a, b) => a.at - b.at);
  return { ...lanes, walk };
}

/** Each in the first row that is free; where none is, in the last. `least`: how wide the narrowest is drawn. */
function packed<T extends { at: number; ms: number }>(
  all: readonly T[],
  most: number,
  least: number,
  markOf: (one: T) => Omit<Mark, "row">,
): Mark[] {
  const ends: number[] = [];
  return [...all]
    .sort((a, b) => a.at - b.at)
    .map((one) => {
      let row = ends.findIndex((end) => end <= one.at);
      if (row < 0) row = Math.min(ends.length, most - 1);
      ends[row] = Math.max(ends[row] ?? 0, one.at + Math.max(one.ms, least));
      return { ...markOf(one), row };
    });
}

/** Steps of time that people count in, four to eight of them in a window. */
export function ticksOf({ from, to }: Window): number[] {
  const rough = (to - from) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = rough > 10_000 ? [15_000, 30_000, 60_000, 120_000, 300_000] : [1, 2, 5, 10].map((n) => n * power);
  const step = steps.find((one) => one >= rough) ?? (steps.at(-1) as number);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step);
}

/** A part of the axis that is neither outside of it nor too small to mean anything. */
export function clamped(window: Window, durationMs: number): Window {
  const least = Math.min(durationMs, 0.5);
  const width = Math.min(durationMs, Math.max(least, window.to - window.from));
  const from = Math.min(Math.max(0, window.from), durationMs - width);
  return { from, to: from + width };
}
