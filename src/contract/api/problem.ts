/**
 * Every error answer of the server: a problem document (RFC 9457), media type application/problem+json.
 */
import * as z from "zod";

export const problemSchema = z.object({
  /** Stable: a reference to the error's line in docs/errors.md, or "about:blank" for what the status says alone. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** What the person can do now: one line, in the imperative. */
  fix: z.string().optional(),
  /** Where a body, query or path was not as it should be. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
