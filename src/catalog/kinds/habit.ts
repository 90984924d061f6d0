/**
 * What people do who get there: one file `content/habits/<id>.md`.
 *
 * `## From your data` is shown where every value that it names is known (see guide-section.ts).
 */
import * as z from "zod";

export const habitSchema = z.strictObject({
  /** The habit as an instruction: "Treat it as a project with dates". */
  title: z.string(),
  order: z.int().positive(),
  /** Ids of sources whose figure or claim it repeats. */
  sources: z.array(z.string()).default([]),
  rows: z.array(z.string()).default([]),
});
export type HabitFrontMatter = z.infer<typeof habitSchema>;

export const habitHeadings = ["Why it works", "How to do it"] as const;
export const habitOptionalHeadings = ["From your data"] as const;
