/**
 * A mistake that people make on this way: one file `content/mistakes/<id>.md`.
 *
 * `## From your data` is shown where every value that it names is known (see guide-section.ts).
 */
import * as z from "zod";

export const mistakeSchema = z.strictObject({
  /** The mistake as one clause: "Applying with theory and nothing built". */
  title: z.string(),
  order: z.int().positive(),
  /** When on the way it happens: 1 foundations, 2 backend core, 3 production, 4 job preparation. */
  stage: z.int().min(1).max(4),
  /** Ids of skills that it is about, if any. */
  skills: z.array(z.string()).default([]),
  /** Ids of sources whose figure or claim it repeats. */
  sources: z.array(z.string()).default([]),
  rows: z.array(z.string()).default([]),
});
export type MistakeFrontMatter = z.infer<typeof mistakeSchema>;

export const mistakeHeadings = ["What happens", "What to do instead"] as const;
export const mistakeOptionalHeadings = ["From your data"] as const;
