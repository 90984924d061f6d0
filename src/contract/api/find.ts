/**
 * What can be found by its name beside the pages and projects, which every page knows already.
 */
import * as z from "zod";

export const findListSchema = z.object({
  /** Those that a project practises, each with the first project that does. */
  checks: z.array(z.object({ id: z.string(), title: z.string(), project: z.string() })),
  skills: z.array(z.object({ id: z.string(), title: z.string() })),
});
export type FindList = z.infer<typeof findListSchema>;
