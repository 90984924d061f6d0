/**
 * What the app shows around every page: whose it is, and what there is to choose from.
 */
import * as z from "zod";
import { personSchema } from "../person.ts";

const choice = z.object({ id: z.string(), title: z.string() });

/** Something about this machine that keeps a part of the app from working, and what to do about it. */
export const hintSchema = z.object({ code: z.string(), says: z.string(), fix: z.string() });
export type Hint = z.infer<typeof hintSchema>;

export const homeSchema = z.object({
  version: z.string(),
  /** Where the person is. */
  today: z.iso.date(),
  /** For Intl: how this person's market writes days and amounts. */
  locale: z.string(),
  /** Null before the first run is through. */
  person: personSchema.nullable(),
  /** The currency as ISO 4217 names it. */
  markets: z.array(choice.extend({ currency: z.string(), locale: z.string() })),
  occupations: z.array(choice),
  projects: z.array(choice),
  /** Whether a check can be started from here; never on a hosted server. */
  canRun: z.boolean(),
  hints: z.array(hintSchema).readonly(),
  /** Folder in which everything lies; null on a hosted server. */
  keptIn: z.string().nullable(),
});
export type Home = z.infer<typeof homeSchema>;
