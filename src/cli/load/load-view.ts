/**
 * The figures of a load as lines: each rate with its latency, the knee, ten times the knee, and what was full. Pure.
 */

import { neutraliseLine } from "../../base/neutralise.ts";
import type { Fact, Recording } from "../../contract/recording.ts";
import type { LoadSeen } from "../../judge/acts/loads.ts";
import type { Recovery } from "../../judge/acts/recovery.ts";
import { type BrokeFirst, causeInWords } from "../../judge/acts/what-broke-first.ts";
import type { Crowd } from "../../judge/scenarios/crowd-a-slow-database.ts";
import type { Knee, Overload } from "../../judge/scenarios/find-the-knee.ts";
import type { Pen } from "../terminal/pen.ts";

/** For other programs: what the lines are made of. */
export function loadFigures(recording: Recording) {
  const named = (name: string) => factsOf(recording, name).map(({ value }) => value);
  const [knee = null] = named("knee");
  const [overload = null] = named("overload");
  const [crowd = null] = named("crowd");
  return { knee, overload, crowd, recoveries: named("recovery"), loads: named("load") };
}

export function loadLines(recording: Recording, pen: Pen): string[] {
  const loads = factsOf(recording, "load").map(({ id, value }) => ({ id, load: value as unknown as LoadSeen }));
  const knee = lastOf<Knee>(recording, "knee");
  const overload = lastOf<Overload>(recording, "overload");
  const crowd = lastOf<Crowd>(recording, "crowd");
  if (!knee) return ["  No load was brought."];
  const steps = bestOfEach(loads.filter(({ load }) => load.label === "step").map(({ load }) => load));
  const over = loads.find(({ id }) => id === overload?.load)?.load;
  return [
    ...table(steps, knee, over, pen),
    "",
    ...kneeLines(knee, pen),
    ...(over && overload ? overloadLines(over, overload, recording, pen) : []),
    ...(crowd ? crowdLines(crowd, recording, pen) : []),
  ].map((line) => (line === "" ? line : `  ${line}`));
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

const widths = [9, 10, 10, 10, 9, 10, 12];

function table(steps: LoadSeen[], knee: Knee, over: LoadSeen | undefined, pen: Pen): string[] {
  const row = (cells: string[]) => cells.map((cell, i) => cell.padStart(widths[i] ?? 9)).join("");
  const cells = (load: LoadSeen) => [
    `${load.perSecond}/s`,
    ...[load.latency.p50Ms, load.latency.p99Ms, load.latency.p999Ms].map(milliseconds),
    share(load.byOutcome.ok, load.planned),
    share(load.byOutcome.refused, load.planned),
    share(load.planned - load.byOutcome.ok - load.byOutcome.refused - load.byOutcome.stale, load.planned),
  ];
  const head = pen.paint("dim", row(["rate", "p50", "p99", "p99.9", "served", "refused", "not served"]));
  const lines = steps.map((load) => {
    const line = row(cells(load));
    if (load.perSecond === knee.perSecond) return `${pen.paint("green", line)}  ${pen.say("← the knee")}`;
    return load.perSecond > knee.perSecond ? pen.paint("yellow", line) : line;
  });
  return [head, ...lines, ...(over ? [`${pen.paint("red", row(cells(over)))}  ${pen.say("← ten times")}`] : [])];
}

function kneeLines(knee: Knee, pen: Pen): string[] {
  const limit = `99 of 100 within ${knee.limitMs} ms${knee.limitFrom === "stated" ? "" : " (the contract states no limit)"}`;
  const carried =
    knee.perSecond > 0 ? `It carries ${knee.perSecond} requests a second` : "It does not carry the lowest rate";
  const why = {
    program: knee.brokeFirst ? `What broke first: ${said(knee.brokeFirst)}.` : "",
    "highest rate": "Nothing broke: more was not brought.",
    generator: "What lies beyond cannot be told: the load generator itself was late.",
    "other programs": "What lies beyond cannot be told: other programs used this machine. Try again when it is quiet.",
  }[knee.endedBy];
  return [...pen.wrap(`${carried}: ${limit}.`, { width: pen.width - 2 }), ...pen.wrap(why, { width: pen.width - 2 })];
}

function overloadLines(load: LoadSeen, overload: Overload, recording: Recording, pen: Pen): string[] {
  const seconds = load.drainedMs / 1_000;
  const { refused } = load.byOutcome;
  const text = [
    `With ${overload.times.toFixed(1)} times that, it served ${Math.round(load.byOutcome.ok / seconds)} a second`,
    refused > 0 ? `, refused ${refused} (half of them within ${milliseconds(load.refusal.p50Ms)})` : ", refused nobody",
    ` and left ${load.byOutcome.timeout} without an answer.`,
    ` ${recoveryAfter(recording, "ten times the traffic")}`,
  ].join("");
  return pen.wrap(text, { width: pen.width - 2 });
}

function crowdLines(crowd: Crowd, recording: Recording, pen: Pen): string[] {
  const text = `With a slow database it carries ${crowd.carriedPerSecond} a second; when ${crowd.perSecond} came, full was ${said(crowd.brokeFirst)}. ${recoveryAfter(recording, "a crowd")}`;
  return pen.wrap(text, { width: pen.width - 2 });
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

function milliseconds(ms: number): string {
  if (ms >= 10_000) return `${Math.round(ms / 1_000)} s`;
  return ms >= 100 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}

function share(count: number, of: number): string {
  if (count === 0) return "–";
  const percent = (100 * count) / of;
  return count === of ? "100 %" : `${percent < 1 ? "<1" : percent > 99 ? ">99" : Math.round(percent)} %`;
}

function lastOf<T>(recording: Recording, name: string): T | undefined {
  return factsOf(recording, name).at(-1)?.value as T | undefined;
}

function factsOf(recording: Recording, name: string): Fact[] {
  return recording.entries.filter((entry): entry is Fact => entry.kind === "fact" && entry.name === name);
}
