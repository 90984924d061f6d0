/**
 * What was measured while the tables grew, and whether it grows with them. Pure: the scenario asks it what is worth an
 * explanation, the checks ask it for their verdict.
 *
 * Never is a time compared with a guess of ours. With an index a thousand times the rows cost a constant, with a scan a thousand
 * times as much; so an operation grows when it takes several times as long, and the database looked at a good part of the rows for
 * it. Where it cannot be seen what was looked at, the time alone has to be beyond doubt: against the noise of the same run, and with
 * the slowing-down of the machine taken out (an operation that reads no row is measured beside).
 */
import { grouped } from "../../base/amounts.ts";
import type { Json } from "../../contract/json.ts";
import type { RecordingView } from "../check.ts";

export interface Sample {
  /** Rows in the table; for pages far down, rows that lie before the page. */
  rows: number;
  timesMs: number[];
  /** Of the last answer; undefined when none came. */
  status?: number;
  /** The most rows that one statement gave to the program. */
  rowsSent?: number;
  /** Entry of the exchange that was recorded. */
  exchange: number;
  statements: number[];
}

/** Of "growth": one thing that can be asked of the program, at each number of rows. */
export interface GrowthNote {
  what: "list" | "filter" | "far page" | "deep page" | "read" | "update" | "create" | "delete";
  operation: string;
  resource: string;
  /** "GET /notes?tag=red" */
  line: string;
  /** "large" or "small" place; see places-to-grow.ts. */
  size: "large" | "small";
  samples: Sample[];
  /** Measured once more at the most rows, when the first time looked like growth. */
  againMs?: number[];
  explained?: Explained;
}

/** What the database says about the statement that grows. */
export interface Explained {
  statement: number;
  /** Rows that it looked at. */
  rowsRead: number;
  beforeMs: number;
  plan: string[];
  /** Of a page far down: rows that it looked at for the first page. */
  rowsReadFirst?: number;
  /** Of a page found by OFFSET: the same statement with the last rows of the table for its page. */
  far?: { rows: number; ms: number };
  /** Proved: tried on this very database. */
  advice?: { does: string; kind: "index" | "rewrite"; afterMs: number; plan: string[]; rowsRead: number };
}

/** Of "reference": the operation that reads no row, at each number of rows. */
export interface ReferenceNote {
  samples: { rows: number; timesMs: number[] }[];
}

/** Of "rows added". */
export interface AddedNote {
  rows: number;
  durationMs: number;
  tables: string[];
}

/**
 * Three times is far from what a B-tree adds (one level more, some microseconds) and from what warms and cools between two
 * measurements; a scan of a million rows is twenty to several hundred times a request.
 */
const clearlyMore = 3;
/** Pages are compared within the same table in turns, so that less is clear. */
const clearlyDeeper = 2;
/** A page that is found by its place reads itself and no more, however many rows lie before it. */
const passedShare = 0.5;
/** Five pages of a hundred: rows are counted, so that even a few pages tell, on a machine that had no time for more. */
const deepEnough = 500;
/** A statement that looks at one row in a hundred grows with the table. */
const scannedShare = 0.01;

export interface Growth {
  verdict: "grows" | "stays" | "unsure";
  why?: string;
  first: Sample;
  last: Sample;
  firstMs: number;
  lastMs: number;
}

export function growthOf(note: GrowthNote, reference: ReferenceNote): Growth {
  const { samples } = note;
  const [first, last] = [samples[0] as Sample, samples.at(-1) as Sample];
  const slower = note.what === "deep page" ? 1 : slowdown(reference, last.rows);
  const firstMs = median(first.timesMs);
  const lastMs = Math.min(median(last.timesMs), median(note.againMs ?? last.timesMs));
  const growth = { first, last, firstMs, lastMs };
  if (!isServed(first.status))
    return {
      ...growth,
      verdict: "unsure",
      why: `it was answered ${first.status ?? "not at all"} before there were many rows`,
    };
  const brokeDown = !isServed(last.status);
  const { explained } = note;
  const scanned = Math.max(explained?.rowsRead ?? 0, last.rowsSent ?? 0);
  const needed = note.what === "deep page" ? clearlyDeeper : clearlyMore;
  if (note.what === "deep page") {
    // Rows passed over are counted, and no matter of time: how far down one came, and how slow that is, depends on the machine.
    const passed = scanned - (explained?.rowsReadFirst ?? 0);
    if (explained && passed >= passedShare * last.rows && last.rows >= deepEnough)
      return { ...growth, verdict: "grows" };
    if (last.rows < deepEnough) {
      return {
        ...growth,
        verdict: "unsure",
        why: `in the time there was, only ${grouped(last.rows)} rows of the list were passed`,
      };
    }
  } else if (scanned >= scannedShare * last.rows) {
    // How many rows were read is no matter of noise; so the quickest of each is enough to see that it takes its time.
    const [quickest, quickestThen] = [smallest(first.timesMs), smallest([...last.timesMs, ...(note.againMs ?? [])])];
    const verdict = brokeDown || quickestThen >= needed * quickest ? "grows" : "stays";
    return { ...growth, firstMs: quickest, lastMs: quickestThen, verdict };
  }
  const noise = spread(reference);
  const added = lastMs / slower - firstMs;
  const isMore = lastMs / slower >= needed * firstMs && added > 3 * noise && smallest(last.timesMs) > firstMs + noise;
  if (!brokeDown && (!isMore || !isSteep(samples, firstMs, added, noise))) return { ...growth, verdict: "stays" };
  // The rows are read where we cannot look: by a function of the database, or by the program's own loop.
  const isBeyondDoubt = !brokeDown && lastMs >= 10 * firstMs && smallest(last.timesMs) >= 5 * largest(first.timesMs);
  if (isBeyondDoubt && note.againMs) return { ...growth, verdict: "grows" };
  return {
    ...growth,
    verdict: "unsure",
    why: brokeDown
      ? `${note.line} was answered ${last.status ?? "not at all"} with ${grouped(last.rows)} rows, and no statement explains it`
      : `${note.line} took ${ms(firstMs)} with ${grouped(first.rows)} rows and ${ms(lastMs)} with ${grouped(last.rows)}, but no statement read more for it: the machine may have been busy`,
  };
}

/** Worth a second measurement, and a search for what mends it. */
export function isSuspect(note: GrowthNote, reference: ReferenceNote): boolean {
  return growthOf(note, reference).verdict !== "stays";
}

/** Ten times the rows cost at least 2.5 times what they cost before; what only began to miss a cache does not. */
function isSteep(samples: readonly Sample[], firstMs: number, added: number, noise: number): boolean {
  const middle = samples.length > 2 ? samples[samples.length - 2] : undefined;
  if (!middle) return true;
  const before = median(middle.timesMs) - firstMs;
  const factor = Math.min(2.5, ((samples.at(-1) as Sample).rows / middle.rows) * 0.6);
  return before <= noise || added >= factor * before;
}

function slowdown({ samples }: ReferenceNote, rows: number): number {
  const first = median(samples[0]?.timesMs ?? []);
  const last = median(samples.find((sample) => sample.rows === rows)?.timesMs ?? samples.at(-1)?.timesMs ?? []);
  return Math.max(1, first > 0 ? last / first : 1);
}

/** From the tenth to the ninth tenth, in the worse of the rounds. */
function spread({ samples }: ReferenceNote): number {
  return Math.max(0.1, ...samples.map(({ timesMs }) => quantile(timesMs, 0.9) - quantile(timesMs, 0.1)));
}

function isServed(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

export function growthNotesIn(view: RecordingView): {
  notes: { note: GrowthNote; entry: number }[];
  reference: ReferenceNote;
} {
  const facts = view.of("fact", "grow-to-a-million-rows");
  const notes = facts
    .filter(({ name }) => name === "growth")
    .map(({ value, id }) => ({ note: value as unknown as GrowthNote, entry: id }));
  const reference = facts.find(({ name }) => name === "reference")?.value as unknown as ReferenceNote | undefined;
  return { notes, reference: reference ?? { samples: [] } };
}

export function asNote(note: GrowthNote | ReferenceNote | AddedNote): Json {
  return note as unknown as Json;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

const smallest = (values: readonly number[]) => Math.min(...values);
const largest = (values: readonly number[]) => Math.max(...values);

/** "0.4 ms", "312 ms": as exact as it was measured. */
export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${grouped(value)} ms`;
}
