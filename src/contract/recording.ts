/**
 * The recording: everything that was done to a subject and everything that was seen, on one clock.
 *
 * Scenarios append to it, checks only read it. It is plain JSON, so that a saved recording can be judged again by a
 * newer judge (`seaworthy check --from <recording>`). All times `at` are milliseconds since the recording began, as
 * fractions; all durations end in `Ms`, all sizes in `Bytes`.
 */
import * as z from "zod";
import { surfaceSchema } from "./surface.ts";

/**
 * A message body. `text` when it is valid UTF-8, otherwise `base64`; both absent when there was none to keep.
 * Only the first {@link keptBodyBytes} bytes are kept, `bytes` is the whole size.
 */
export const bodySchema = z.object({
  bytes: z.number(),
  text: z.string().optional(),
  base64: z.string().optional(),
  cut: z.literal(true).optional(),
});
export type Body = z.infer<typeof bodySchema>;

/** Enough for a page of 100 rows with 200 characters of emoji each; a recording of a full check stays under 20 MB. */
export const keptBodyBytes = 128 * 1024;

const headerList = z.array(z.tuple([z.string(), z.string()]));

/** What every entry has. `id` is its place in the list of entries, and is how a verdict points at its evidence. */
const entryBase = {
  id: z.number().int(),
  at: z.number(),
  /** Id of the scenario that caused or watched it; "" for what belongs to the whole run. */
  scenario: z.string(),
  /** Which running copy of the subject, "" if none: "i1", "i2" … */
  instance: z.string(),
};

/** One HTTP request and what came of it. `at` is when the request was begun. */
export const exchangeSchema = z.object({
  ...entryBase,
  kind: z.literal("exchange"),
  /** What the scenario was doing, in the scenario's own words: "create", "read back". Checks select by it. */
  label: z.string(),
  /** Structured remarks of the scenario about this exchange; its shape is given by the scenario's file. */
  note: z.json().optional(),
  operation: z.string().optional(),
  request: z.object({ method: z.string(), url: z.string(), headers: headerList, body: bodySchema.optional() }),
  response: z.object({ status: z.number().int(), headers: headerList, body: bodySchema }).optional(),
  /**
   * answered: a whole response was read. refused: no connection. closed: the connection ended before a whole response.
   * timeout: nothing whole within `limitMs`. unreadable: bytes came that are not HTTP. aborted: the judge itself gave up on purpose.
   */
  outcome: z.enum(["answered", "refused", "closed", "timeout", "unreadable", "aborted"]),
  error: z.string().optional(),
  /** The limit that the judge set for the whole exchange. */
  limitMs: z.number(),
  firstByteMs: z.number().optional(),
  durationMs: z.number(),
});
export type Exchange = z.infer<typeof exchangeSchema>;

/** One SQL statement that crossed the wire between subject and database. `at` is when it was sent. */
export const statementSchema = z.object({
  ...entryBase,
  kind: z.literal("statement"),
  connection: z.number().int(),
  protocol: z.enum(["simple", "extended"]),
  text: z.string(),
  /** Values bound in the extended protocol, as text; null is SQL NULL, binary ones as "\\x…" hex. Absent in the simple protocol. */
  parameters: z.array(z.string().nullable()).optional(),
  /** Rows returned to the subject. */
  rows: z.number().int(),
  durationMs: z.number().optional(),
  /** For a statement that the database (or a fault) refused. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** What came of it: done, failed, or lost because the connection ended first. */
  outcome: z.enum(["done", "failed", "lost"]),
  /** Of the connection afterwards, from ReadyForQuery: idle, in transaction, failed transaction. */
  transaction: z.enum(["idle", "open", "failed"]).optional(),
});
export type Statement = z.infer<typeof statementSchema>;

/** A database connection of the subject was opened, refused or ended. `open` is how many are open just after. */
export const connectionSchema = z.object({
  ...entryBase,
  kind: z.literal("connection"),
  connection: z.number().int(),
  event: z.enum(["opened", "refused", "closed"]),
  open: z.number().int(),
  /** Of `opened`: the name of the database that was asked for, when it is another one than the program was given. */
  database: z.string().optional(),
});
export type Connection = z.infer<typeof connectionSchema>;

/** Something happened to a process of the subject. */
export const processSchema = z.object({
  ...entryBase,
  kind: z.literal("process"),
  /**
   * started: spawned. ready: first 2xx of the health operation (or first HTTP answer). not-ready: gave up waiting.
   * signalled: the judge sent `signal`. ended: the process is gone, with `status` or `signal`. leftover: a process of
   * the subject had to be swept up afterwards.
   */
  event: z.enum(["started", "ready", "not-ready", "signalled", "ended", "leftover"]),
  command: z.string().optional(),
  pid: z.number().int().optional(),
  signal: z.string().optional(),
  status: z.number().int().nullable().optional(),
  /** For `ready`: since it was started. For `ended` after `signalled`: since the signal. */
  durationMs: z.number().optional(),
  /** True when the process that serves is not the one that was started (npm, go run, a shell in between), so that `status` is the launcher's. */
  launcher: z.boolean().optional(),
  why: z.string().optional(),
});
export type ProcessEvent = z.infer<typeof processSchema>;

/** One line that the subject printed. Very long lines are cut at 16 KiB, floods after 5,000 lines an instance. */
export const outputSchema = z.object({
  ...entryBase,
  kind: z.literal("output"),
  stream: z.enum(["stdout", "stderr"]),
  line: z.string(),
  cut: z.literal(true).optional(),
});
export type Output = z.infer<typeof outputSchema>;

/** The judge began or ended a fault on purpose. `fault` names it, with its parameters. */
export const faultSchema = z.object({
  ...entryBase,
  kind: z.literal("fault"),
  event: z.enum(["begins", "ends"]),
  fault: z.string(),
  parameters: z.record(z.string(), z.json()).optional(),
});

/** What the subject's process tree used at one moment. */
export const sampleSchema = z.object({
  ...entryBase,
  kind: z.literal("sample"),
  processes: z.number().int(),
  memoryBytes: z.number(),
  descriptors: z.number().int().optional(),
  cpuMs: z.number().optional(),
});

/**
 * A thing that the judge looked up or concluded while acting, that is on no wire: rows found in the database, a secret
 * found in the source, which requests were in flight. `name` and the shape of `value` are given by the scenario's file.
 */
export const factSchema = z.object({
  ...entryBase,
  kind: z.literal("fact"),
  name: z.string(),
  value: z.json(),
});
export type Fact = z.infer<typeof factSchema>;

/**
 * A scenario began or ended. `complete`: everything was done as planned. `stopped`: the subject made it impossible to go
 * on (it did not start, say), `why` says so. `skipped`: not for this contract or subject. `broke`: the judge's own
 * trouble (time limit of the scenario, a bug); what depends on it is `unclear`.
 */
export const scenarioSchema = z.object({
  ...entryBase,
  kind: z.literal("scenario"),
  event: z.enum(["began", "complete", "stopped", "skipped", "broke"]),
  why: z.string().optional(),
});
export type ScenarioEvent = z.infer<typeof scenarioSchema>;

export const entrySchema = z.discriminatedUnion("kind", [
  exchangeSchema,
  statementSchema,
  connectionSchema,
  processSchema,
  outputSchema,
  faultSchema,
  sampleSchema,
  factSchema,
  scenarioSchema,
]);
export type Entry = z.infer<typeof entrySchema>;

export const recordingSchema = z.object({
  format: z.literal("seaworthy-recording/1"),
  judge: z.string(),
  seed: z.string(),
  beganAt: z.iso.datetime(),
  /** Id of one of our projects, absent for a learner's own API. */
  project: z.string().optional(),
  surface: surfaceSchema,
  entries: z.array(entrySchema),
});
export type Recording = z.infer<typeof recordingSchema>;
