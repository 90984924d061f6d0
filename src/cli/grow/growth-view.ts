/**
 * What was measured while the tables grew, as lines: how long each thing takes at each size, and what was proved to mend
 * what grows. Pure.
 */

import { grouped } from "../../base/amounts.ts";
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Recording } from "../../contract/recording.ts";
import {
  type GrowthNote,
  growthNotesIn,
  growthOf,
  median,
  ms,
  type ReferenceNote,
} from "../../judge/reading/growth.ts";
import { viewRecording } from "../../judge/view.ts";
import { columns } from "../terminal/columns.ts";
import type { Pen } from "../terminal/pen.ts";

/** For other programs: what the lines are made of. */
export function growthFigures(recording: Recording) {
  const { notes, reference } = growthNotesIn(viewRecording(recording));
  const added = recording.entries.flatMap((entry) =>
    entry.kind === "fact" && entry.name === "rows added" ? [entry.value] : [],
  );
  return { added, reference, growth: notes.map(({ note }) => note) };
}

export function growthLines(recording: Recording, pen: Pen): string[] {
  const { notes: found, reference } = growthNotesIn(viewRecording(recording));
  const notes = found.map(({ note }) => note);
  if (notes.length === 0) return ["  Nothing was measured."];
  const sized = notes.filter(({ what }) => what !== "deep page");
  const deep = notes.filter(({ what }) => what === "deep page");
  return [
    ...table("rows in the table", sized, reference, pen),
    ...deep.flatMap((note) => ["", ...table("rows before the page", [note], reference, pen)]),
    ...adviceLines(notes, pen),
  ];
}

function table(title: string, notes: readonly GrowthNote[], reference: ReferenceNote, pen: Pen): string[] {
  const sizes = notes[0]?.samples.map(({ rows }) => grouped(rows)) ?? [];
  const hasPlaces = new Set(notes.map(({ size }) => size)).size > 1;
  const head = [title, ...sizes].map((cell) => pen.paint("dim", pen.say(cell)));
  const rows = notes.map((note) => {
    const grows = growthOf(note, reference).verdict === "grows";
    const place = hasPlaces ? ` (${note.size})` : "";
    const cells = note.samples.map((sample, i) => {
      const isServed = sample.status !== undefined && sample.status < 300;
      const text = `${ms(median(sample.timesMs))}${isServed ? "" : ` ${sample.status ?? "no answer"}`}`;
      return grows && i === note.samples.length - 1 ? pen.paint("red", text) : text;
    });
    return [neutraliseLine(pen.say(`${note.line}${place}`)), ...cells];
  });
  return columns([head, ...rows], pen, { right: [1, 2, 3] });
}

/** Only what was tried, and once for each. */
function adviceLines(notes: readonly GrowthNote[], pen: Pen): string[] {
  const proved = new Map(
    notes.flatMap(({ explained }) => (explained?.advice ? [[explained.advice.does, explained] as const] : [])),
  );
  return [...proved].flatMap(([does, { beforeMs, advice }]) => {
    const after = advice?.afterMs ? ms(advice.afterMs) : "nothing";
    const figures = pen.say(`${ms(beforeMs)} → ${after}`);
    const plan = (advice?.plan ?? []).map((line) => `      ${pen.paint("dim", neutraliseLine(line))}`);
    return [
      "",
      `  ${pen.paint("green", figures)}  ${pen.say("proved on this very table:")}`,
      ...pen.wrap(neutraliseLine(does), { indent: 4 }),
      ...plan,
    ];
  });
}
