/**
 * Pay bands: one file `content/pay/<market>.yaml`. Each figure has its source, year and market; figures that contradict one
 * another stand side by side, and money is planned on the lower.
 */
import * as z from "zod";

export const payBandSchema = z
  .strictObject({
    /** Id of an occupation, or of the target. */
    role: z.string(),
    level: z.enum(["entry", "mid", "senior"]),
    /** A year's gross pay in units of the market's currency. */
    low: z.int().positive(),
    high: z.int().positive(),
    /** "110,000+": the band is open upwards. */
    open: z.boolean().default(false),
    source: z.string(),
    year: z.int(),
    note: z.string().optional(),
  })
  .refine(({ low, high }) => low <= high, { message: "low is above high" });

export const payFileSchema = z.strictObject({
  market: z.string(),
  title: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** For Intl: decides spelling and number format. */
  locale: z.string(),
  bands: z.array(payBandSchema),
});
export type PayFile = z.infer<typeof payFileSchema>;
