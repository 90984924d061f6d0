/**
 * An entry of the learning log as the server keeps it: what broke, why, what fixed it.
 */
import * as z from "zod";
import { logEntrySchema } from "../learning-log.ts";
import { pageOf, pageQuerySchema } from "./paging.ts";

/** Long enough for any story that is told in an interview, short enough for a page. */
const text = z.string().max(20_000).default("");

export const logEntryInputSchema = logEntrySchema
  .extend({
    title: z.string().min(1).max(300),
    tags: z.array(z.string().min(1).max(60)).max(30).default([]),
    skills: z.array(z.string().max(80)).max(30).default([]),
    check: z.string().max(80).optional(),
    evidence: z.array(z.string().max(120)).max(30).default([]),
    broke: text,
    why: text,
    fixed: text,
  })
  .strict();
export type LogEntryInput = z.infer<typeof logEntryInputSchema>;

/** A change: what is left out stays. No defaults, which would overwrite. */
export const logEntryChangeSchema = z.strictObject({
  date: z.iso.date().optional(),
  title: z.string().min(1).max(300).optional(),
  tags: z.array(z.string().min(1).max(60)).max(30).optional(),
  skills: z.array(z.string().max(80)).max(30).optional(),
  broke: z.string().max(20_000).optional(),
  why: z.string().max(20_000).optional(),
  fixed: z.string().max(20_000).optional(),
  draft: z.boolean().optional(),
});
export type LogEntryChange = z.infer<typeof logEntryChangeSchema>;

export const storedLogEntrySchema = z.object({
  id: z.uuid(),
  ...logEntryInputSchema.shape,
  check: z.string().nullable(),
  /** RFC 3339, UTC. */
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type StoredLogEntry = z.infer<typeof storedLogEntrySchema>;

export const logEntryPageSchema = pageOf(storedLogEntrySchema).extend({
  /** How many drafts wait for a word, in all. */
  drafts: z.int(),
});
export type LogEntryPage = z.infer<typeof logEntryPageSchema>;

export const logEntryQuerySchema = pageQuerySchema.extend({
  /** Words that an entry has, or begin like this. */
  q: z.string().max(200).optional(),
  /** Only drafts, or only what is none. */
  draft: z.enum(["true", "false"]).optional(),
});
export type LogEntryQuery = z.infer<typeof logEntryQuerySchema>;
