/**
 * Today: one next thing for the time there is, what waits in one line each, and when it goes on.
 */
import * as z from "zod";
import { nextThingSchema } from "../plan.ts";
import { hintSchema } from "./home.ts";

/** For how long. The same three as in the plan. */
export const spans = ["minutes25", "hours2", "weekend"] as const;
export const spanSchema = z.enum(spans);
export type Span = z.infer<typeof spanSchema>;

export const todayQuerySchema = z.strictObject({
  /** As long as there is; left out, what is set aside for today. */
  minutes: z.coerce.number().int().min(1).max(2880).optional(),
});

export const todayThingSchema = nextThingSchema.omit({ unit: true, skill: true, checks: true }).extend({
  span: spanSchema,
  unit: z.object({ id: z.string(), title: z.string(), build: z.string() }),
  skill: z.object({ id: z.string(), title: z.string() }),
  /** To run at the end of it. */
  checks: z.array(z.object({ id: z.string(), title: z.string() })),
  /** The project that it is built in, where it is one of ours. */
  project: z.string().nullable(),
  /** What a session of it is noted on: the skill, or for a whole weekend the unit. */
  noteOn: z.string(),
});
export type TodayThing = z.infer<typeof todayThingSchema>;

/** One line each, with where it is dealt with. */
export const waitingSchema = z.object({
  id: z.string(),
  says: z.string(),
  to: z.string().nullable(),
});
export type Waiting = z.infer<typeof waitingSchema>;

export const todaySchema = z.object({
  locale: z.string(),
  today: z.iso.date(),
  /** Set aside for today. */
  minutesFree: z.int(),
  /** Noted for today so far. */
  minutesDone: z.int(),
  /** Empty when nothing is left in the plan. The one that fits comes first named in `fits`. */
  things: z.array(todayThingSchema),
  fits: spanSchema.nullable(),
  waiting: z.array(waitingSchema),
  /** What keeps a part of the app from working on this machine. */
  hints: z.array(hintSchema).readonly(),
  /** The next day with hours after today. Null: none in sight. */
  nextSession: z.object({ on: z.iso.date(), minutes: z.int() }).nullable(),
  ready: z.object({ early: z.iso.date(), middle: z.iso.date(), late: z.iso.date() }),
});
export type Today = z.infer<typeof todaySchema>;
