/**
 * The report of one run: all that a person is shown of it, in the app and in the HTML file. Made by `makeReport` from a
 * recording and its verdicts.
 *
 * It is small whatever the recording's size: everything has a limit, and what was left out is counted. Foreign text in it
 * (bodies, statements, output) is neutralised and cut, but not escaped for HTML: who shows it shows it as text.
 * All times `at` are milliseconds since the run began.
 */
import * as z from "zod";
import { evidenceSchema } from "./evidence.ts";

/** Text with the places to mark: pairs of offsets into `text`, in order, without overlap. */
export const markedSchema = z.object({
  text: z.string(),
  marks: z.array(z.tuple([z.int(), z.int()])),
  /** Characters that were left out before and after what is shown. */
  before: z.int(),
  after: z.int(),
});
export type Marked = z.infer<typeof markedSchema>;

/**
 * A piece of a row. target: method and path. status: of an answer, with how long it took. header. body. sql. values: bound
 * to a statement. error. text: what else was said. note: about what is shown.
 */
export const partSchema = z.object({
  tone: z.enum(["target", "status", "header", "body", "sql", "values", "error", "text", "note"]),
  content: markedSchema,
});
export type Part = z.infer<typeof partSchema>;

/** One thing that happened, as a row of the evidence. */
export const evidenceRowSchema = z.object({
  /** Entry of the recording. */
  entry: z.int(),
  /** Null for a row that belongs to the one before: an answer to its request. */
  at: z.number().nullable(),
  /** "request", "answer", "sql", "stdout", "process", "fault" … */
  what: z.string(),
  /** Which running copy, "" if none or if all rows are of the same one. */
  instance: z.string(),
  parts: z.array(partSchema),
});
export type EvidenceRow = z.infer<typeof evidenceRowSchema>;

const severity = z.enum(["critical", "major", "minor"]);
const figures = z.array(z.object({ name: z.string(), value: z.string() }));
export const referenceSchema = z.object({ name: z.string(), url: z.string() });

/** A rung of the hint ladder. */
export const rungSchema = z.object({
  number: z.int(),
  title: z.string(),
  text: z.string(),
  /** Lines are to be kept as they are. */
  code: z.boolean(),
});
export type Rung = z.infer<typeof rungSchema>;

export const incidentCardSchema = z.object({
  check: z.string(),
  title: z.string(),
  severity,
  headline: z.string(),
  expected: z.string(),
  seen: z.string(),
  measured: figures,
  rows: z.array(evidenceRowSchema),
  /** Entries that the check names too, but which are not shown. */
  leftOut: z.int(),
  /** The program printed nothing at the moment of what is shown. Null: it could not have been seen. */
  logWasSilent: z.boolean().nullable(),
  /** From the first to the last of what is shown; null without entries. */
  span: z.object({ from: z.number(), to: z.number(), scenario: z.string() }).nullable(),
  /** More failures of the same check. */
  others: z.array(z.string()),
  otherCount: z.int(),
  repeat: z.object({
    command: z.string(),
    /** Lines of curl, and why there are none. */
    curl: z.array(z.string()),
    caveat: z.string().nullable(),
    /** Where the copy still runs that they are for; null: they need a copy and its address as $URL. */
    address: z.string().nullable(),
  }),
  why: z.string(),
  references: z.array(referenceSchema),
  holds: z.object({ titles: z.array(z.string()), more: z.int() }),
  hints: z.object({
    /** Whether the first rung starts from what was seen. `none`: the check knows causes, and this was none of them. */
    chosen: z.enum(["by what was seen", "none of the known causes", "general"]),
    rungs: z.array(rungSchema),
  }),
});
export type IncidentCard = z.infer<typeof incidentCardSchema>;

export const reportVerdictSchema = z.object({
  check: z.string(),
  verdict: z.enum(["passed", "failed", "unclear", "not-applicable"]),
  /** Of the check, as the verdict reads it. */
  title: z.string(),
  severity,
  /** Of a failure its headline, else why nothing could be told. Empty for a pass. */
  says: z.string(),
  measured: figures,
});
export type ReportVerdict = z.infer<typeof reportVerdictSchema>;

export const reportGroupSchema = z.object({
  /** Of the project's step; null for the only group of a contract without steps. */
  title: z.string().nullable(),
  verdicts: z.array(reportVerdictSchema),
});
export type ReportGroup = z.infer<typeof reportGroupSchema>;

const timelineRow = { id: z.int(), at: z.number(), ms: z.number(), scenario: z.string(), instance: z.string() };

export const timelineSchema = z.object({
  /** All of the axis. */
  durationMs: z.number(),
  scenarios: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      ms: z.number(),
      outcome: z.enum(["complete", "stopped", "skipped", "broke", "under way"]),
      why: z.string().nullable(),
      requests: z.int(),
      statements: z.int(),
    }),
  ),
  /** Each request: method, path, what came of it. Those that the cards show, those that went wrong, and some of the rest. */
  requests: z.array(
    z.object({ ...timelineRow, line: z.string(), status: z.int().nullable(), outcome: z.string(), bad: z.boolean() }),
  ),
  statements: z.array(z.object({ ...timelineRow, line: z.string(), bad: z.boolean() })),
  faults: z.array(z.object({ ...timelineRow, line: z.string() })),
  processes: z.array(z.object({ ...timelineRow, event: z.string(), line: z.string() })),
  /** By running copy, thinned to some hundred. */
  samples: z.array(
    z.object({ at: z.number(), instance: z.string(), memoryBytes: z.number(), cpuMs: z.number().nullable() }),
  ),
  /** How many happened in each of equal parts of the axis, whether they are listed above or not. */
  density: z.object({
    stepMs: z.number(),
    requests: z.array(z.object({ n: z.int(), bad: z.int() })),
    statements: z.array(z.object({ n: z.int(), bad: z.int() })),
  }),
  /** What is counted but not listed. */
  leftOut: z.object({
    requests: z.int(),
    statements: z.int(),
    samples: z.int(),
    faults: z.int(),
    processes: z.int(),
    scenarios: z.int(),
  }),
});
export type Timeline = z.infer<typeof timelineSchema>;

const latencySchema = z.object({
  count: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  p999Ms: z.number(),
  maxMs: z.number(),
});

export const loadStepSchema = z.object({
  /** "step", "ten times" … */
  label: z.string(),
  perSecond: z.number(),
  planned: z.number(),
  served: z.number(),
  refused: z.number(),
  notServed: z.number(),
  latency: latencySchema,
  /** Of all answers: so many took at most `upToMs` and longer than the bucket before. */
  histogram: z.array(z.object({ upToMs: z.number(), count: z.number() })),
  carried: z.boolean(),
});
export type LoadStep = z.infer<typeof loadStepSchema>;

export const loadReportSchema = z.object({
  /** Each rate that was tried, its better try. */
  steps: z.array(loadStepSchema),
  knee: z
    .object({ perSecond: z.number(), p50Ms: z.number(), p99Ms: z.number(), limitMs: z.number(), endedBy: z.string() })
    .nullable(),
  overload: loadStepSchema.nullable(),
  /** What was found, as sentences: carried, what broke first, ten times that, a crowd. */
  says: z.array(z.string()),
});
export type LoadReport = z.infer<typeof loadReportSchema>;

export const growthSeriesSchema = z.object({
  what: z.string(),
  /** "GET /notes?tag=red" */
  line: z.string(),
  place: z.string(),
  grows: z.enum(["grows", "stays", "unsure"]),
  why: z.string().nullable(),
  samples: z.array(z.object({ rows: z.number(), ms: z.number(), status: z.int().nullable() })),
  /** What the database says about the statement that grows, and what was proved to mend it. */
  explained: z
    .object({
      statement: z.string(),
      rowsRead: z.number(),
      beforeMs: z.number(),
      plan: z.array(z.string()),
      advice: z
        .object({ does: z.string(), afterMs: z.number(), rowsRead: z.number(), plan: z.array(z.string()) })
        .nullable(),
    })
    .nullable(),
});
export type GrowthSeries = z.infer<typeof growthSeriesSchema>;

export const reportSchema = z.object({
  format: z.literal("seaworthy-report/1"),
  judge: z.string(),
  seed: z.string(),
  beganAt: z.iso.datetime(),
  durationMs: z.number(),
  scope: evidenceSchema.shape.scope,
  /** As the person knows it: a folder, an address, a file. */
  subject: z.object({
    name: z.string(),
    project: z.string().nullable(),
    contract: z.object({ title: z.string(), version: z.string() }),
    start: z.string().nullable(),
    language: z.string().nullable(),
    commit: z.string().nullable(),
    dirty: z.boolean(),
  }),
  machine: evidenceSchema.shape.machine,
  counts: z.object({ passed: z.int(), failed: z.int(), unclear: z.int(), notApplicable: z.int() }),
  /** In the order in which to work on them. */
  groups: z.array(reportGroupSchema),
  /** Of each failure, in that order: the first is the one to open. */
  cards: z.array(incidentCardSchema),
  timeline: timelineSchema,
  load: loadReportSchema.nullable(),
  growth: z.array(growthSeriesSchema).nullable(),
  /** The line that repeats all of it. */
  repeat: z.string(),
});
export type RunReport = z.infer<typeof reportSchema>;
