/**
 * The person, as two files in their own folder. `person.yaml` is what the plan is made from and may be shown to a mentor.
 * `private.yaml` holds pay, savings and reasons, and nothing of it ever enters anything that is shared.
 *
 * Never a name, never an e-mail address: the plan has no use for them.
 */
import * as z from "zod";

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

/** A day has 24 hours, and one of work on top of a job has far fewer; above 14 it is a slip of the finger. */
const hours = z.number().min(0).max(14).default(0);
export const hoursByWeekdaySchema = z
  .strictObject({
    monday: hours,
    tuesday: hours,
    wednesday: hours,
    thursday: hours,
    friday: hours,
    saturday: hours,
    sunday: hours,
  })
  .refine((week) => weekdays.reduce((sum, day) => sum + week[day], 0) >= 1, {
    message: "adds up to less than an hour a week, which gives no date that means anything",
  });
export type HoursByWeekday = z.infer<typeof hoursByWeekdaySchema>;

/**
 * How well a skill is held, in the person's own judgement or by what an occupation usually brings. The same words as in
 * content/occupations. `none` overrules what the occupation suggests. None of these is ever called proven.
 */
export const skillLevels = ["none", "touched", "used", "daily"] as const;
export const skillLevelSchema = z.enum(skillLevels);
export type SkillLevel = (typeof skillLevels)[number];

/** Time in which the hours differ: a holiday (no hours), or a four-day week for three months (other hours). */
export const pauseSchema = z
  .strictObject({
    from: z.iso.date(),
    /** The last day of it. */
    to: z.iso.date(),
    why: z.string().optional(),
    /** Hours in that time; left out, none at all. */
    hoursByWeekday: z.partialRecord(z.enum(weekdays), hours).optional(),
  })
  .refine(({ from, to }) => from <= to, { message: "ends before it begins" });
export type Pause = z.infer<typeof pauseSchema>;

export const personSchema = z.strictObject({
  format: z.literal("seaworthy-person/1").default("seaworthy-person/1"),
  /** Id of an occupation in the catalogue. Null: none fits, and nothing is assumed. */
  occupation: z.string().nullable().default(null),
  /** Present role in the person's own words. */
  role: z.string().optional(),
  /** Id of a pay file: "uk", "us". Decides currency, spelling, job boards. */
  market: z.string(),
  /** Id of a target. */
  target: z.string().default("backend-developer"),
  /** The day from which the plan counts. */
  start: z.iso.date(),
  hoursByWeekday: hoursByWeekdaySchema,
  /**
   * What the hours were before they changed, oldest first; each up to and with a day. So that the past is measured by what was
   * set aside then, and who sets aside more from today on has not kept less until now.
   */
  earlierHours: z.array(z.strictObject({ until: z.iso.date(), hoursByWeekday: hoursByWeekdaySchema })).default([]),
  pauses: z.array(pauseSchema).default([]),
  /** The person's own word on skills, by id. */
  skills: z.record(z.string(), skillLevelSchema).default({}),
  /** Their own example for a competency or skill, by id. Without one it cannot be used in a CV. */
  examples: z.record(z.string(), z.string()).default({}),
  /** The language they settled on, and when. A change within 90 days costs weeks, and the plan says how many. */
  language: z.strictObject({ name: z.string(), since: z.iso.date() }).optional(),
  /** Not-yet skills that they want in the plan all the same. Nothing is locked. */
  unlocked: z.array(z.string()).default([]),
  /** A day by which they would like to be ready. Answered with the hours it truly takes. */
  wish: z.strictObject({ readyBy: z.iso.date() }).optional(),
  /** Employed is what the plan expects. `left` without an offer asks how long the savings last. */
  job: z.enum(["employed", "left", "offer-signed"]).default("employed"),
  /** From this share of their adverts on, a requirement is a must. */
  mustShare: z.number().min(0.5).max(1).default(0.8),
  /** Folders of their projects, whose `.seaworthy/` holds evidence. */
  projects: z.array(z.string()).default([]),
});
export type Person = z.infer<typeof personSchema>;

/** Why people leave: of these normally several at once. */
export const reasons = ["pay", "progression", "variety", "daily-satisfaction", "the-work-itself", "other"] as const;

/** What the money side of a plan is made of. All in the currency of the market. */
export const moneySchema = z.strictObject({
  /** A year's gross pay in the present job. Left out, the middle of the occupation's band at `level` is taken. */
  presentPay: z.number().nonnegative().optional(),
  level: z.enum(["entry", "mid", "senior"]).default("mid"),
  /** What could be lived on. */
  savings: z.number().nonnegative().optional(),
  /** What a month costs, all in. */
  monthlyCosts: z.number().nonnegative().optional(),
  /** Share of gross pay that arrives after tax; left out, everything is compared gross, and says so. */
  netShare: z.number().min(0.3).max(1).optional(),
});
export type Money = z.infer<typeof moneySchema>;

export const privateSchema = z.strictObject({
  format: z.literal("seaworthy-private/1").default("seaworthy-private/1"),
  money: moneySchema.optional(),
  reasons: z.array(z.enum(reasons)).default([]),
  reasonsInOwnWords: z.string().optional(),
});
export type Private = z.infer<typeof privateSchema>;
