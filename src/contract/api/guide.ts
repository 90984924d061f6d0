/**
 * The guide from one occupation, as its page asks for it.
 */
import * as z from "zod";

export const guidePathSchema = z.strictObject({ occupation: z.string().min(1).max(100) });

export const guideQuerySchema = z.strictObject({
  /** Whose figures: "uk", "us", or a country's two letters. The person's own when left out. */
  market: z
    .string()
    .regex(/^[a-z]{2}$/, "must be two small letters, like uk")
    .optional(),
});
