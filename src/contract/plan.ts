/**
 * The plan: what is missing, in which order, by when, and what to do next. Made by src/plan/make-plan.ts from the
 * catalogue and the person; never stored as truth, always made again. Dates are ISO days. Hours are hours of work and
 * multiples of a quarter, so that sums are exact.
 *
 * `private` holds pay and reasons. Leave it out of anything that is handed on: `shareable()`.
 */
import * as z from "zod";
import { skillLevelSchema } from "./person.ts";

/** Two ends and a middle of a forecast: nine of ten runs end by `late`, one of ten by `early`. */
const days = z.strictObject({ early: z.iso.date(), middle: z.iso.date(), late: z.iso.date() });
const figures = z.strictObject({ early: z.number(), middle: z.number(), late: z.number() });
export type DayBand = z.infer<typeof days>;
export type FigureBand = z.infer<typeof figures>;

const hoursRange = { hoursLow: z.number().nonnegative(), hoursHigh: z.number().nonnegative() };

/**
 * proven: evidence holds a pass of each check. shown: the person said it is done, with or without an artefact. claimed: their
 * own word on their level. assumed: the occupation usually brings it, or something that was proven
 * stands on it. missing: none of these.
 */
export const holdings = ["proven", "shown", "claimed", "assumed", "missing"] as const;
export type Holding = (typeof holdings)[number];

/** What the person's adverts say of a skill. */
const demandSchema = z.strictObject({
  share: z.number(),
  low: z.number(),
  high: z.number(),
  level: z.enum(["must", "likely", "nice"]),
});
export type Demand = z.infer<typeof demandSchema>;

export const gapSchema = z.strictObject({
  skill: z.string(),
  title: z.string(),
  holding: z.enum(holdings),
  /** The level that was said or assumed. */
  level: skillLevelSchema,
  /** Checks that passed, of those that prove it. Both 0 where no check can. */
  proof: z.strictObject({ passed: z.int(), of: z.int() }),
  /** What is left of it; 0 and 0 when nothing is. */
  ...hoursRange,
  demand: demandSchema.optional(),
  /** 1, 2, 3: among the gaps that recur most in the adverts. Closed first. */
  rank: z.int().optional(),
});
export type Gap = z.infer<typeof gapSchema>;

/** A skill's place in its unit. */
const plannedSkillSchema = z.strictObject({
  skill: z.string(),
  title: z.string(),
  holding: z.enum(holdings),
  from: z.iso.date(),
  to: z.iso.date(),
  /** What is left, and what the plan counts on: the middle of the two, at the person's pace. */
  ...hoursRange,
  hours: z.number().positive(),
  /** Already recorded for it. */
  hoursSpent: z.number().nonnegative(),
  /** Skills of this plan that come first. */
  after: z.array(z.string()),
  /** They may hold it already. Running its checks now may end it today. */
  testOut: z.boolean(),
  /** Checks that prove it and have not passed yet. */
  checks: z.array(z.string()),
});
export type PlannedSkill = z.infer<typeof plannedSkillSchema>;

/** Units of content/steps.yaml with what is left of their skills; a skill that came off the shelf is a unit of its own. */
export const plannedUnitSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** 1–4 and 1–7. */
  stage: z.int(),
  step: z.int(),
  from: z.iso.date(),
  to: z.iso.date(),
  ...hoursRange,
  hours: z.number().positive(),
  hoursSpent: z.number().nonnegative(),
  skills: z.array(plannedSkillSchema).min(1),
  /** Units of this plan that come first. */
  after: z.array(z.string()),
  /** Why it is here and why now, in a sentence or two. */
  why: z.string(),
  build: z.string(),
  project: z.string().optional(),
  /** You may stop when: in words, and the checks that have not passed yet. */
  stopWhen: z.string(),
  checks: z.array(z.string()),
  shelf: z.boolean(),
});
export type PlannedUnit = z.infer<typeof plannedUnitSchema>;

const windowShape = {
  id: z.string(),
  number: z.int(),
  title: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  /** When the end of it may fall. */
  end: days,
  /** Hours of its units that are left. */
  hours: z.number().nonnegative(),
};

const stageWindowSchema = z.strictObject({ ...windowShape, exit: z.string() });
export type StageWindow = z.infer<typeof stageWindowSchema>;

/** The windows of steps overlap on purpose. */
const stepWindowSchema = z.strictObject({
  ...windowShape,
  why: z.string(),
  ongoing: z.boolean(),
  /** Done when all of these are reached. `actual` is null where nothing was counted yet. */
  goals: z.array(
    z.strictObject({
      /** One of `stepMetrics` of src/catalog/kinds/steps.ts. */
      metric: z.string(),
      says: z.string(),
      atLeast: z.number(),
      actual: z.number().nullable(),
    }),
  ),
});
export type StepWindow = z.infer<typeof stepWindowSchema>;

export const milestoneSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** tips: from here on more effort goes into landing than into learning. */
  kind: z.enum(["step", "stage", "build", "tips", "ready"]),
  on: days,
  done: z.string(),
});
export type Milestone = z.infer<typeof milestoneSchema>;

/** No target for months that are over: the plan re-flows, and nobody owes the past anything. */
const counted = z.strictObject({ target: z.int().nonnegative().nullable(), actual: z.int().nonnegative() });
export const monthSchema = z.strictObject({
  /** "2026-03". */
  month: z.string().regex(/^\d{4}-\d{2}$/),
  /** What the weekdays give, pauses taken off. */
  hours: z.number().nonnegative(),
  skills: counted,
  conversations: counted,
  applications: counted,
});
export type Month = z.infer<typeof monthSchema>;

export const nextThingSchema = z.strictObject({
  unit: z.string(),
  skill: z.string(),
  title: z.string(),
  /** What to do, ready to be done. */
  doThis: z.string(),
  minutes: z.int().positive(),
  why: z.string(),
  /** Checks to run at the end of it. */
  checks: z.array(z.string()),
});
export type NextThing = z.infer<typeof nextThingSchema>;

const paceSchema = z.strictObject({
  /** The person's hours for an hour of ours: 1.2 is a fifth slower than the middle of the ranges. */
  ratio: z.number().positive(),
  /** Share of the hours set aside that are really worked. */
  kept: z.number().positive(),
  /** Whether these come from the assumption or, in part, from what was recorded. */
  basis: z.enum(["assumed", "recorded"]),
  hoursRecorded: z.number().nonnegative(),
  weeksRecorded: z.number().nonnegative(),
});
export type Pace = z.infer<typeof paceSchema>;

export const forecastSchema = z.strictObject({
  runs: z.int().positive(),
  /** Hours of work that are left. */
  hours: figures,
  /** Weeks from today, or from the start where that is later. */
  weeks: figures,
  /** Applying takes over from learning. */
  applying: days,
  /** Everything in the plan is done. Not a promise of a job; nobody can date another's yes. */
  ready: days,
  /** The same work at other hours a week, spread as the person's own. Includes their own. */
  paces: z.array(z.strictObject({ hoursAWeek: z.number(), weeks: figures, ready: days, own: z.boolean() })),
  /** What one free weekday would save. */
  fourDayWeek: z.strictObject({ hoursAWeek: z.number(), weeksSaved: z.number() }),
  /** Where the person wished for a day: what it truly takes. */
  wish: z
    .strictObject({
      readyBy: z.iso.date(),
      hoursAWeekMiddle: z.number(),
      hoursAWeekLate: z.number(),
      likely: z.boolean(),
    })
    .optional(),
  pace: paceSchema,
  /** Bands that others published, beside ours. */
  published: z.array(z.strictObject({ monthsLow: z.number(), monthsHigh: z.number(), source: z.string() })),
  /** Everything that it rests on, as sentences. */
  assumptions: z.array(z.string()),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const realismSchema = z.strictObject({
  verdict: z.enum(["within-a-year", "longer-than-a-year", "years"]),
  sentence: z.string(),
  gaps: z.int(),
  weeks: figures,
  /** The one most likely reason for which it would fail. */
  risk: z.string(),
});
export type Realism = z.infer<typeof realismSchema>;

export const shelfItemSchema = z.strictObject({
  skill: z.string(),
  title: z.string(),
  /** What has to be felt before it is worth its hours. */
  problem: z.string(),
  /** Set when it came down: by whom, in a sentence. */
  unlocked: z.string().optional(),
  demand: demandSchema.optional(),
});
export type ShelfItem = z.infer<typeof shelfItemSchema>;

const monthsOrNever = z.number().nullable();
export const moneyOutlookSchema = z.strictObject({
  currency: z.string(),
  locale: z.string(),
  present: z.strictObject({ pay: z.number(), from: z.enum(["own", "band"]), source: z.string().optional() }).optional(),
  /** One for each source of the entry band, and one for the person's adverts where enough of them name pay. */
  bands: z.array(
    z.strictObject({
      source: z.string(),
      low: z.number(),
      high: z.number(),
      /** The middle, which is compared. */
      pay: z.number(),
      /** The lowest of them: money is planned on it. */
      planned: z.boolean(),
      /** Against present pay; negative is less. */
      change: z.strictObject({ aYear: z.number(), aMonth: z.number(), share: z.number() }).optional(),
      /** For pay that grows to the mid-career band in 24 and in 48 months. Null: not within those four years. */
      paths: z.array(
        z.strictObject({
          monthsToMid: z.int(),
          /** Month in which the month's pay is again what it was. */
          payBackMonths: monthsOrNever,
          /** Month in which the sum earned is again what staying would have paid. */
          breakEvenMonths: monthsOrNever,
          /** Sum earned minus staying, after 18 and 48 months. */
          after18: z.number(),
          after48: z.number(),
          /** Pay of each month, 0 to 48, as a year's figure. */
          payByMonth: z.array(z.number()),
        }),
      ),
    }),
  ),
  /** How long savings carry the difference. Absent while savings are unknown; null months: they are never used up. */
  runway: z.strictObject({ shortfallAMonth: z.number(), months: monthsOrNever, saveFirst: z.number() }).optional(),
  /** Where the job is left without an offer: savings against the time until ready. */
  withoutPay: z.strictObject({ months: z.number(), needed: z.number(), enough: z.boolean() }).optional(),
  /** What has to be said plainly, and what it rests on. */
  notes: z.array(z.string()),
});
export type MoneyOutlook = z.infer<typeof moneyOutlookSchema>;

export const weekSchema = z.strictObject({
  /** The Monday. */
  monday: z.iso.date(),
  hoursPlanned: z.number(),
  hoursBuilding: z.number(),
  hoursReading: z.number(),
  hoursApplying: z.number(),
});
export type Week = z.infer<typeof weekSchema>;

/** Worth a word this week. */
export const noticeSchema = z.strictObject({ id: z.string(), says: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

export const planSchema = z.strictObject({
  format: z.literal("seaworthy-plan/1"),
  today: z.iso.date(),
  seed: z.string(),
  start: z.iso.date(),
  occupation: z.string().nullable(),
  target: z.string(),
  market: z.string(),
  hoursAWeek: z.number(),
  /** Technical overlap and competencies apart; `thin` when the first is little, which is then said. */
  audit: z.strictObject({
    sameSector: z.boolean(),
    technical: z.int(),
    competencies: z.int(),
    withExample: z.int(),
    thin: z.boolean(),
  }),
  gaps: z.array(gapSchema),
  units: z.array(plannedUnitSchema),
  /** Small things that come back each week, from this day on. */
  threads: z.array(
    z.strictObject({ id: z.string(), title: z.string(), what: z.string(), minutesAWeek: z.int(), from: z.iso.date() }),
  ),
  totals: z.strictObject({ ...hoursRange, hours: z.number() }),
  stages: z.array(stageWindowSchema),
  steps: z.array(stepWindowSchema),
  /** From this day more of the effort goes into landing than into learning. */
  tips: z.iso.date(),
  milestones: z.array(milestoneSchema),
  months: z.array(monthSchema),
  /** Empty when nothing is left. */
  next: z.strictObject({
    minutes25: nextThingSchema.optional(),
    hours2: nextThingSchema.optional(),
    weekend: nextThingSchema.optional(),
  }),
  shelf: z.array(shelfItemSchema),
  adverts: z.strictObject({ adverts: z.int(), target: z.int(), enough: z.boolean() }),
  realism: realismSchema,
  forecast: forecastSchema,
  /** The last eight weeks. */
  weeks: z.array(weekSchema),
  notices: z.array(noticeSchema),
  private: z
    .strictObject({
      money: moneyOutlookSchema.optional(),
      /** Pay is the only reason given. */
      payOnly: z.boolean(),
    })
    .optional(),
});
export type Plan = z.infer<typeof planSchema>;

/** The plan as it may be handed on. */
export function shareable(plan: Plan): Omit<Plan, "private"> {
  const { private: _, ...rest } = plan;
  return rest;
}
