/**
 * A project as its page shows it: what is to be built, by which contract, in which steps, and how far it is.
 */
import * as z from "zod";
import { referenceSchema, rungSchema } from "../report.ts";
import { runSchema } from "./run.ts";

const severity = z.enum(["critical", "major", "minor"]);

/** What the newest evidence says of a check. */
const latestSchema = z.object({
  verdict: z.enum(["passed", "failed"]),
  at: z.iso.datetime(),
  /** The document that shows it. */
  evidence: z.string(),
});

export const projectCheckSchema = z.object({
  check: z.string(),
  title: z.string(),
  failedTitle: z.string(),
  severity,
  latest: latestSchema.nullable(),
});
export type ProjectCheck = z.infer<typeof projectCheckSchema>;

export const projectSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  steps: z.int(),
  checks: z.int(),
  /** Of these checks. */
  passed: z.int(),
  failed: z.int(),
  lastRun: runSchema.nullable(),
});
export type ProjectSummary = z.infer<typeof projectSummarySchema>;

export const projectListSchema = z.object({
  items: z.array(projectSummarySchema),
  /** The newest runs of anything, the demonstration and own APIs among them. */
  runs: z.array(runSchema),
  /** Whether a folder can be judged from here. */
  canRun: z.boolean(),
});
export type ProjectList = z.infer<typeof projectListSchema>;

export const projectPageSchema = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  /** Markdown. */
  brief: z.string(),
  /** OpenAPI 3.x. */
  contract: z.record(z.string(), z.unknown()),
  steps: z.array(z.object({ title: z.string(), do: z.string(), checks: z.array(projectCheckSchema) })),
  /** The first check that does not hold yet; null when all do. */
  next: z
    .object({
      check: z.string(),
      title: z.string(),
      step: z.string(),
      state: z.enum(["failed", "not judged"]),
      why: z.string(),
    })
    .nullable(),
  /** Folders that were judged by this contract, the newest first. */
  folders: z.array(z.string()),
  runs: z.array(runSchema),
  canRun: z.boolean(),
});
export type ProjectPage = z.infer<typeof projectPageSchema>;

/** A check, explained. */
export const checkPageSchema = z.object({
  check: z.string(),
  title: z.object({ passed: z.string(), failed: z.string() }),
  severity,
  skills: z.array(z.object({ id: z.string(), title: z.string() })),
  why: z.string(),
  /** What it was shown to catch, in words. */
  fails: z.array(z.string()),
  references: z.array(referenceSchema),
  rungs: z.array(rungSchema),
});
export type CheckPage = z.infer<typeof checkPageSchema>;
