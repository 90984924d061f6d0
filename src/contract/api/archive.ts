/**
 * The archive: everything of an account as one ZIP of open files, and back.
 */
import * as z from "zod";

/** `archive.json`, the first file in it. A reader refuses a number that is greater than its own, and reads the two before. */
export const archiveHeadSchema = z.object({
  format: z.string().regex(/^seaworthy-archive\/[1-9]\d{0,3}$/),
  /** Version of Seaworthy that wrote it. */
  seaworthy: z.string(),
  /** Made to be handed on: without anything private. */
  shareable: z.boolean(),
});
export type ArchiveHead = z.infer<typeof archiveHeadSchema>;

export const archiveFormat = 1;

export const archiveQuerySchema = z.strictObject({
  /** Leave out what is nobody's business: pay, reasons, notes, applications, drafts, folders. */
  shareable: z.enum(["true", "false"]).default("false"),
});

export const archiveImportQuerySchema = z.strictObject({
  /** Take it in the place of what is there. Without it, an app that holds something refuses, and says what. */
  replace: z.enum(["true", "false"]).default("false"),
});

/** What was taken in, by name of the part: { evidence: 12, sessions: 340 }. */
export const archiveKeptSchema = z.object({ kept: z.record(z.string(), z.int()) });
export type ArchiveKept = z.infer<typeof archiveKeptSchema>;
