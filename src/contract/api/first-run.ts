/**
 * What helps to answer the three questions of the first run.
 */
import * as z from "zod";
import { hoursByWeekdaySchema } from "../person.ts";

export const occupationQuerySchema = z.strictObject({
  /** A job in the person's own words. */
  words: z.string().max(100).default(""),
});

export const foundOccupationsSchema = z.object({
  /** The best first; without words all, by name. */
  items: z.array(z.object({ id: z.string(), title: z.string() })),
  /** The first one is meant, and no other. */
  sure: z.boolean(),
});
export type FoundOccupations = z.infer<typeof foundOccupationsSchema>;

export const weekQuerySchema = z.strictObject({ hours: z.coerce.number().min(1).max(60).multipleOf(0.25) });

/** As so many hours fit beside a job. */
export const spreadWeekSchema = z.object({ hoursByWeekday: hoursByWeekdaySchema });
export type SpreadWeek = z.infer<typeof spreadWeekSchema>;
