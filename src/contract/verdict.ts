/**
 * What a check says about a recording. The four verdicts are a closed set.
 */
import * as z from "zod";

/** A figure that was measured, for people: { "acknowledged writes": "412", "lost": "0" }. Units belong to the value. */
const measuredSchema = z.record(z.string(), z.union([z.string(), z.number()]));

export const failureSchema = z.object({
  /** What was seen, as one sentence with real values: "GET /expenses/41 answered 200 after it was deleted." */
  headline: z.string(),
  expected: z.string(),
  seen: z.string(),
  /** Ids of the recording's entries that show it, most telling last. The first exchange among them is what "repeat it" repeats. */
  entries: z.array(z.number().int()),
  /** Pieces of the response or statement text to mark. */
  mark: z.array(z.string()).optional(),
  /** Key into the check's `hints.causes`. */
  cause: z.string().optional(),
  measured: measuredSchema.optional(),
});
export type Failure = z.infer<typeof failureSchema>;

export const findingSchema = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("passed"), measured: measuredSchema.optional() }),
  z.object({
    verdict: z.literal("failed"),
    failure: failureSchema,
    /** Further failures of the same check, at most 20. */ others: z.array(failureSchema).optional(),
  }),
  z.object({ verdict: z.literal("unclear"), why: z.string() }),
  z.object({ verdict: z.literal("not-applicable"), why: z.string() }),
]);
export type Finding = z.infer<typeof findingSchema>;
export type VerdictKind = Finding["verdict"];

export const verdictSchema = z.intersection(z.object({ check: z.string() }), findingSchema);
export type Verdict = z.infer<typeof verdictSchema>;
