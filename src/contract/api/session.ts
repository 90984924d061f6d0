/**
 * What was done, as the server keeps it: sessions of work, talks with developers, applications.
 */
import * as z from "zod";
import { progressSchema, sessionSchema } from "../progress.ts";
import { pageOf } from "./paging.ts";

const id = z.uuid();
const note = z.string().max(20_000);
const link = z.string().max(2_000);

export const sessionInputSchema = sessionSchema.extend({
  unit: z.string().min(1).max(100),
  artefact: link.optional(),
  note: note.optional(),
});
export type SessionInput = z.infer<typeof sessionInputSchema>;

export const storedSessionSchema = sessionInputSchema.extend({
  id,
  artefact: link.nullable(),
  note: note.nullable(),
});
export type StoredSession = z.infer<typeof storedSessionSchema>;

/** With whom is nobody's business but theirs: a note, if they want one. */
export const conversationInputSchema = z.strictObject({ date: z.iso.date(), note: note.optional() });
export const storedConversationSchema = conversationInputSchema.extend({ id, note: note.nullable() });
export type StoredConversation = z.infer<typeof storedConversationSchema>;

const application = progressSchema.shape.applications.unwrap().element;
export const applicationInputSchema = application.extend({ note: note.optional() });
export const storedApplicationSchema = application.extend({ id, note: note.nullable() });
export type StoredApplication = z.infer<typeof storedApplicationSchema>;

export const sessionPageSchema = pageOf(storedSessionSchema);
export const conversationPageSchema = pageOf(storedConversationSchema);
export const applicationPageSchema = pageOf(storedApplicationSchema);
