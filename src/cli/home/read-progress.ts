/**
 * What was done: sessions, talks and applications, each a file of JSON lines. Notes stay in the files; a plan only counts.
 */
import * as z from "zod";
import { type Progress, progressSchema, sessionSchema } from "../../contract/progress.ts";
import type { Home } from "./home-folder.ts";
import { readLines } from "./read-file.ts";

/** With whom is nobody's business but theirs: a note, if they want one. */
export const conversationLineSchema = z.strictObject({ date: z.iso.date(), note: z.string().optional() });
export const applicationLineSchema = progressSchema.shape.applications
  .unwrap()
  .element.extend({ note: z.string().optional() });

export async function readProgress(home: Home): Promise<Progress> {
  const [sessions, conversations, applications] = await Promise.all([
    readLines(home.sessions, sessionSchema),
    readLines(home.conversations, conversationLineSchema),
    readLines(home.applications, applicationLineSchema),
  ]);
  return {
    sessions,
    conversations: conversations.map(({ date }) => ({ date })),
    applications: applications.map(({ date, kind }) => ({ date, kind })),
  };
}
