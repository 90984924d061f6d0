/**
 * Where a figure or claim comes from: `content/sources.yaml`, by id.
 */
import * as z from "zod";

export const sourceSchema = z.strictObject({
  title: z.string(),
  /** What kind of thing it is and what it is good for, in a sentence. */
  about: z.string(),
  year: z.int(),
  market: z.string().optional(),
  url: z.url().optional(),
});
export const sourcesSchema = z.record(z.string(), sourceSchema);
export type Source = z.infer<typeof sourceSchema>;
