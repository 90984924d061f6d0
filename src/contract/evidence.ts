/**
 * The evidence document: what was proved, by which run, on what. `seaworthy check --json` prints it, `.seaworthy/evidence/`
 * keeps it, `seaworthy verify` re-runs it. Versioned: a reader refuses a `format` that it does not know.
 */
import * as z from "zod";
import { verdictSchema } from "./verdict.ts";

export const evidenceSchema = z.object({
  format: z.literal("seaworthy-evidence/1"),
  /** Our project's id, or null for the learner's own API. */
  project: z.string().nullable(),
  contract: z.object({ title: z.string(), version: z.string() }),
  judge: z.string(),
  seed: z.string(),
  /** RFC 3339, UTC. */
  beganAt: z.iso.datetime(),
  durationMs: z.number(),
  subject: z.object({
    /** Commit that the working tree stands on, null outside a git repository. */
    commit: z.string().nullable(),
    /** True when the working tree differs from that commit. */
    dirty: z.boolean(),
    /** SHA-256 over the names and contents of the files that git knows or would know; equal trees have equal hashes. */
    tree: z.string().nullable(),
    language: z.string().nullable(),
    start: z.string().nullable(),
    url: z.string().nullable(),
    /** Where the subject's folder is in its repository, "" at the root; absent outside of one. */
    folder: z.string().optional(),
  }),
  machine: z.object({ os: z.string(), cores: z.number().int(), memoryBytes: z.number() }),
  /** Or the ids that were asked for by --only; see {@link isWholeRun}. */
  scope: z.union([z.enum(["full", "fast", "production"]), z.array(z.string())]),
  verdicts: z.array(verdictSchema),
  /** SHA-256 of the recording's canonical JSON. */
  recording: z.string(),
  /** What is known of help they had: "guided: <check>" for a pass after its last hint was opened. */
  help: z.array(z.string()),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** A full run, or one that did more still. A part of the checks is not the project. */
export function isWholeRun({ scope }: Pick<Evidence, "scope">): boolean {
  return scope === "full" || scope === "production";
}

/** What a plan looks at: which checks said what, where and when. Without what was measured, hundreds of runs are light. */
export type EvidenceOutline = Pick<Evidence, "project" | "beganAt" | "scope"> & {
  verdicts: readonly Pick<Evidence["verdicts"][number], "check" | "verdict">[];
};

/**
 * In the place of a project: the supplied program of the first minutes. What it shows is kept, but counts for nobody's skills,
 * because the program and what mends it were supplied.
 */
export const demonstrationProject = "demonstration";
