/**
 * A job to arrive in: one file `content/targets/<id>.md`. Another target is another file.
 */
import * as z from "zod";

export const targetSchema = z.strictObject({
  title: z.string(),
  aliases: z.array(z.string()).default([]),
  /** "technology" …: decides whether a move stays in the sector. */
  sector: z.string(),
  /** Role id in the pay files. */
  pay: z.string(),
  /**
   * Ids of skills by necessity. needed: without it nobody lets you near production. expected: most adverts ask for it.
   * helpful: it decides between two equals. A prior only: from 20 saved adverts on, the person's own counts replace it.
   */
  skills: z.strictObject({
    needed: z.array(z.string()).min(1),
    expected: z.array(z.string()).default([]),
    helpful: z.array(z.string()).default([]),
  }),
  /** Ids of competencies that the job lives on. */
  competencies: z.array(z.string()).default([]),
  /** What the market is said to want, until the person has adverts of their own. */
  prior: z
    .array(z.strictObject({ says: z.string(), skills: z.array(z.string()).min(1), source: z.string() }))
    .default([]),
  /** A day, in the order of its hours. */
  day: z.array(z.string()).min(3),
  rows: z.array(z.string()).default([]),
});
export type TargetFrontMatter = z.infer<typeof targetSchema>;

export const targetHeadings = ["What the job is", "A day", "The hardest part"] as const;
