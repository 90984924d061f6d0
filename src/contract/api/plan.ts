/**
 * The plan page: everything that it shows, in one answer. Also with other hours a week, of which nothing is kept.
 */
import * as z from "zod";
import { hoursByWeekdaySchema, personSchema } from "../person.ts";
import { forecastSchema, moneyOutlookSchema, planSchema } from "../plan.ts";

/** Hours that the page offers. Below three a week no date means anything; above forty it is no longer beside a job. */
export const hoursOffered = { least: 3, most: 40 } as const;

export const planQuerySchema = z.strictObject({
  /** As if it were these. */
  hoursAWeek: z.coerce.number().min(1).max(60).multipleOf(0.25).optional(),
});

const named = z.object({ id: z.string(), title: z.string() });

export const planPageSchema = z.object({
  locale: z.string(),
  /** Null where no occupation of ours is theirs. */
  from: named.nullable(),
  to: named,
  market: named,
  /** Without what is private, and without the gaps: those are on the map of skills. */
  plan: planSchema.omit({ private: true, gaps: true }),
  skills: z.object({
    proven: z.int(),
    shown: z.int(),
    claimed: z.int(),
    assumed: z.int(),
    missing: z.int(),
  }),
  /** For the person's eyes. Null where their market has no figures. */
  money: moneyOutlookSchema.nullable(),
  /** Whether they gave pay as the only reason. */
  payOnly: z.boolean(),
  hours: z.object({
    /** What is kept, whatever is tried. */
    kept: z.number(),
    byWeekday: hoursByWeekdaySchema,
  }),
  /** What to send by PATCH to /api/person so that the tried hours stay. Null where none are tried. */
  change: personSchema.pick({ hoursByWeekday: true, earlierHours: true }).nullable(),
  /** The finish at each of the hours that are offered, and at the person's own. */
  finishes: forecastSchema.shape.paces,
  pauses: personSchema.shape.pauses.unwrap(),
  job: personSchema.shape.job.unwrap(),
  /** Of every figure that comes from somewhere. */
  sources: z.record(z.string(), z.object({ title: z.string(), year: z.int(), url: z.string().optional() })),
});
export type PlanPage = z.infer<typeof planPageSchema>;
