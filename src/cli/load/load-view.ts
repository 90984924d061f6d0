/**
 * The figures of a load as lines: each rate with its latency, the knee, ten times the knee, and what was full. Pure.
 */

import type { Recording } from "../../contract/recording.ts";
import { factsOf, loadFactsOf, loadSentences, milliseconds } from "../../evidence/report/load-report.ts";
import type { LoadSeen } from "../../judge/acts/loads.ts";
import type { Knee } from "../../judge/scenarios/find-the-knee.ts";
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
  const facts = loadFactsOf(recording);
  const { steps, knee, over } = facts;
  if (!knee) return ["  No load was brought."];
  const sentences = loadSentences(facts, recording);
  return [
    ...table(steps, knee, over, pen),
    "",
    ...sentences.flatMap((sentence) => pen.wrap(sentence, { width: pen.width - 2 })),
  ].map((line) => (line === "" ? line : `  ${line}`));
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

function share(count: number, of: number): string {
  if (count === 0) return "–";
  const percent = (100 * count) / of;
  return count === of ? "100%" : `${percent < 1 ? "<1" : percent > 99 ? ">99" : Math.round(percent)}%`;
}
