/**
 * Examples for the checks about growth: a table of notes that grew from a thousand rows to a million.
 */
import type { Recording } from "../../contract/recording.ts";
import { example } from "../check-examples.ts";
import { asNote, type GrowthNote } from "./growth.ts";

export interface GrowthExample {
  what: GrowthNote["what"];
  line: string;
  /** At a thousand, a hundred thousand and a million rows; for pages far down, at the first, halfway and at the last. */
  timesMs: readonly number[];
  statement: string;
  rowsRead?: number;
  rowsSent?: number;
  statuses?: readonly number[];
  advice?: string;
  size?: GrowthNote["size"];
}

export function growing(examples: readonly GrowthExample[], { referenceMs = [1, 1, 1] } = {}): Recording {
  return example((r) => {
    r.scenario("grow-to-a-million-rows");
    for (const given of examples) {
      const {
        what,
        line,
        timesMs,
        statement,
        rowsRead,
        rowsSent = 20,
        statuses = [200, 200, 200],
        advice,
        size = "large",
      } = given;
      const rows = what === "deep page" ? [0, 20_000, 40_000] : [1_000, 100_000, 1_000_000];
      const samples = timesMs.map((ms, i) => {
        r.statement(statement, { rows: rowsSent });
        const statements = [r.lastId];
        r.exchange({ label: "measure", url: line.replace(/^\S+ /, ""), status: statuses[i] ?? 200, durationMs: ms });
        return {
          rows: rows[i] ?? 0,
          timesMs: [ms, ms * 1.05, ms * 1.1],
          status: statuses[i] ?? 200,
          rowsSent,
          exchange: r.lastId,
          statements,
        };
      });
      const last = samples.at(-1);
      const note: GrowthNote = { what, operation: "listNotes", resource: "note", line, size, samples };
      if (rowsRead !== undefined) {
        note.againMs = last?.timesMs ?? [];
        note.explained = {
          statement: last?.statements[0] ?? 0,
          rowsRead,
          beforeMs: (timesMs.at(-1) ?? 0) * 0.9,
          plan: ["Sort: 21 rows", `  Seq Scan on note: ${rowsRead} rows`],
        };
        if (advice)
          note.explained.advice = {
            does: advice,
            kind: "index",
            afterMs: 0.2,
            plan: ["Index Scan on note: 21 rows"],
            rowsRead: 21,
          };
      }
      r.fact("growth", asNote(note));
    }
    const reference = {
      samples: referenceMs.map((ms, i) => ({
        rows: [1_000, 100_000, 1_000_000][i] ?? 0,
        timesMs: [ms, ms * 1.1, ms * 1.2],
      })),
    };
    r.fact("reference", asNote(reference));
  });
}
