/**
 * A run of the judge that was started from the app: asked for, followed while it goes on, and read afterwards.
 */
import * as z from "zod";
import { reportSchema } from "../report.ts";
import { pageOf, pageQuerySchema } from "./paging.ts";

const checkId = z.string().regex(/^[a-z0-9-]{1,100}$/, "is no id of a check");

/** The demonstration is a supplied program with one planted fault, in a folder of its own; `mended`: with the fault mended. */
export const runSubjectSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("folder"),
    /** Absolute; with a seaworthy.yaml in it. PATH_MAX of Linux is 4096. */
    folder: z.string().min(1).max(4096),
  }),
  z.strictObject({ kind: z.literal("demonstration"), mended: z.boolean() }),
]);
export type RunSubject = z.infer<typeof runSubjectSchema>;

export const runRequestSchema = z.strictObject({
  subject: runSubjectSchema,
  scope: z.enum(["fast", "full", "production"]).default("full"),
  /** Only these checks, and the scenarios that they read. */
  only: z.array(checkId).min(1).max(300).optional(),
  /** Repeats the random data of an earlier run. */
  seed: z
    .string()
    .regex(/^[\w.-]{1,64}$/, "is letters, digits, dots and hyphens")
    .optional(),
});
export type RunRequest = z.infer<typeof runRequestSchema>;

/**
 * queued: another one runs. running. ended: judged, with whatever verdicts. cancelled: by the person. failed: nothing could be
 * judged, and `problem` says why.
 */
export const runStateSchema = z.enum(["queued", "running", "ended", "cancelled", "failed"]);

export const runProblemSchema = z.object({ code: z.string(), says: z.string(), fix: z.string().nullable() });
export type RunProblem = z.infer<typeof runProblemSchema>;

export const runSchema = z.object({
  id: z.uuid(),
  state: runStateSchema,
  subject: runSubjectSchema,
  /** As the person knows it: the folder's last part, "the demonstration". */
  name: z.string(),
  project: z.string().nullable(),
  scope: z.enum(["fast", "full", "production"]),
  only: z.array(z.string()).nullable(),
  seed: z.string(),
  createdAt: z.iso.datetime(),
  beganAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  counts: reportSchema.shape.counts.nullable(),
  /** Hash of the evidence that was kept. */
  evidence: z.string().nullable(),
  /** Entry of the learning log that was drafted, where this run shows as mended what was broken before. */
  drafted: z.uuid().nullable(),
  problem: runProblemSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

/** The lines of the demonstration that are to be changed, with their place. */
export const lineChangeSchema = z.object({
  file: z.string(),
  why: z.string(),
  lines: z.array(z.object({ number: z.int(), sign: z.enum([" ", "-", "+"]), text: z.string() })),
});
export type LineChange = z.infer<typeof lineChangeSchema>;

/** All that the page of a run shows. */
export const runPageSchema = runSchema.extend({
  report: reportSchema.nullable(),
  change: lineChangeSchema.nullable(),
  /** The newest run of the same program before this one. */
  before: z.uuid().nullable(),
});
export type RunPage = z.infer<typeof runPageSchema>;

export const runListSchema = pageOf(runSchema);
export const runQuerySchema = pageQuerySchema.extend({
  /** Only runs of this project. */
  project: z.string().max(100).optional(),
});

/** The last rung of a check's hints was opened while its card was read. */
export const openedHintSchema = z.strictObject({ check: checkId });

const verdictKind = z.enum(["passed", "failed", "unclear", "not-applicable"]);

/** What happens while a run goes on; `at` is milliseconds since it began. */
export const runEventSchema = z.discriminatedUnion("type", [
  /** `ahead`: runs that are done first. */
  z.object({ type: z.literal("state"), at: z.number(), state: runStateSchema, ahead: z.int() }),
  z.object({
    type: z.literal("planned"),
    at: z.number(),
    scenarios: z.array(z.string()),
    checks: z.array(z.object({ check: z.string(), title: z.string() })),
  }),
  z.object({ type: z.literal("setup-began"), at: z.number(), command: z.string() }),
  z.object({ type: z.literal("setup-ended"), at: z.number(), durationMs: z.number() }),
  z.object({
    type: z.literal("scenario-began"),
    at: z.number(),
    scenario: z.string(),
    title: z.string(),
    expectedMs: z.number().nullable(),
  }),
  z.object({
    type: z.literal("scenario-ended"),
    at: z.number(),
    scenario: z.string(),
    outcome: z.enum(["complete", "stopped", "skipped", "broke"]),
    why: z.string().nullable(),
    durationMs: z.number(),
  }),
  z.object({
    type: z.literal("verdict"),
    at: z.number(),
    check: z.string(),
    verdict: verdictKind,
    title: z.string(),
    says: z.string(),
  }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
