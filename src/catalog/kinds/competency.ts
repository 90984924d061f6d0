/**
 * A professional competency: one file `content/competencies/<id>.md`. What people of any trade bring, and how to show it.
 *
 * It is never called proven: no program can check it. What stands for it is an example in the person's own words.
 */
import * as z from "zod";

export const competencySchema = z.strictObject({
  title: z.string(),
  rows: z.array(z.string()).default([]),
});
export type CompetencyFrontMatter = z.infer<typeof competencySchema>;

export const competencyHeadings = ["What it is", "How backend work shows it", "How to prove it"] as const;
