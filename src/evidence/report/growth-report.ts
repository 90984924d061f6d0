/**
 * What was measured while the tables grew: how long each thing takes at each size, and what was proved to mend what grows.
 */
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Recording } from "../../contract/recording.ts";
import type { GrowthSeries } from "../../contract/report.ts";
import { type Explained, type GrowthNote, growthNotesIn, growthOf, median } from "../../judge/reading/growth.ts";
import { viewRecording } from "../../judge/view.ts";

/** Lists, filters and items of some tens of resources. */
const mostSeries = 80;
const planLines = 40;

/** Null when nothing was grown. What grows comes first. */
export function growthReportOf(recording: Recording): GrowthSeries[] | null {
  const { notes, reference } = growthNotesIn(viewRecording(recording));
  if (notes.length === 0) return null;
  const rank = { grows: 0, unsure: 1, stays: 2 };
  return notes
    .map(({ note }) => seriesOf(note, growthOf(note, reference), recording))
    .sort((a, b) => rank[a.grows] - rank[b.grows])
    .slice(0, mostSeries);
}

function seriesOf(note: GrowthNote, growth: ReturnType<typeof growthOf>, recording: Recording): GrowthSeries {
  return {
    what: note.what,
    line: neutraliseLine(note.line).slice(0, 200),
    place: note.size,
    grows: growth.verdict,
    why: growth.why === undefined ? null : neutraliseLine(growth.why),
    samples: note.samples
      .slice(0, 12)
      .map(({ rows, timesMs, status }) => ({ rows, ms: median(timesMs), status: status ?? null })),
    explained: note.explained ? explainedOf(note.explained, recording) : null,
  };
}

function explainedOf(
  { statement, rowsRead, beforeMs, plan, advice }: Explained,
  { entries }: Recording,
): GrowthSeries["explained"] {
  const found = entries.find((entry) => entry.id === statement && entry.kind === "statement");
  const text = found?.kind === "statement" ? found.text.replaceAll(/\s+/g, " ").trim() : "";
  const safe = (lines: readonly string[]) =>
    lines.slice(0, planLines).map((line) => neutraliseLine(line).slice(0, 300));
  return {
    statement: neutraliseLine(text.slice(0, 2_000)),
    rowsRead,
    beforeMs,
    plan: safe(plan),
    advice: advice
      ? {
          does: neutraliseLine(advice.does).slice(0, 1_000),
          afterMs: advice.afterMs,
          rowsRead: advice.rowsRead,
          plan: safe(advice.plan),
        }
      : null,
  };
}
