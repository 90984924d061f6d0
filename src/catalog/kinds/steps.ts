/**
 * The order of the whole way: `content/steps.yaml`, one file. Seven steps (what a person does in which weeks), four stages
 * (what is learned in which months) and the production-first order (what comes first, and what not yet) over one list of
 * units. A unit belongs to one step and one stage; its skills are learned in the order given.
 *
 * Windows are weeks of a plan of `shape.weeks` weeks, counted from 1, both ends included. They overlap on purpose. A plan
 * of another length stretches all of them alike, so that the overlaps stay.
 */
import * as z from "zod";

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be kebab-case");
const rows = z.array(z.string()).default([]);

const windowSchema = z
  .strictObject({ fromWeek: z.int().positive(), toWeek: z.int().positive() })
  .refine(({ fromWeek, toWeek }) => fromWeek <= toWeek, { message: "fromWeek is after toWeek" });

/** A range as a source gives it, shown beside the person's own forecast and never instead of it. */
const bandSchema = z
  .strictObject({
    low: z.number().positive(),
    high: z.number().positive(),
    source: z.string(),
    note: z.string().optional(),
  })
  .refine(({ low, high }) => low <= high, { message: "low is above high" });

/** What can be counted from the person's own files. */
export const stepMetrics = [
  "skill-cards-complete", // share of the cards that have a level and an example of the person's own, 0–1
  "adverts-saved",
  "conversations-held",
  "gaps-closed", // of the gaps that came up most in the adverts
  "judged-projects-passed",
  "cv-rules-passed", // share, 0–1
  "presence-list-complete", // share, 0–1
  "entry-roles-tried", // applications to bridging roles or an internal transfer
  "applications-sent",
  "stories-ready",
] as const;

const goalSchema = z.strictObject({
  metric: z.enum(stepMetrics),
  atLeast: z.number().positive(),
  /** Reached, there is nothing to gain from more: "a fourth project is optional". */
  atMost: z.number().positive().optional(),
  says: z.string(),
});

export const stepSchema = z.strictObject({
  id,
  number: z.int().min(1).max(7),
  title: z.string(),
  /** Why it is there, for a person who would rather skip it. */
  why: z.string(),
  window: windowSchema,
  /** As the source says it: "months 3–6". */
  published: z.strictObject({ says: z.string(), source: z.string() }),
  /** It goes on beside other work, from its first week on, until the plan ends. */
  ongoing: z.boolean().default(false),
  done: z.array(goalSchema).min(1),
  rows,
});

export const stageSchema = z.strictObject({
  id,
  number: z.int().min(1).max(4),
  title: z.string(),
  window: windowSchema,
  published: z.strictObject({ says: z.string(), source: z.string() }),
  /** What is there at the end, for somebody else to see. */
  exit: z.string(),
  rows,
});

export const unitSchema = z.strictObject({
  id,
  title: z.string(),
  stage: z.int().min(1).max(4),
  step: z.int().min(1).max(7),
  /** Ids of skills, in the order in which they are learned. Each skill off the shelf stands in exactly one unit. */
  skills: z.array(z.string()).min(1),
  /** What is built. No unit ends in having watched or read something. */
  build: z.string(),
  /** A folder of content/projects in which it is built. */
  project: z.string().optional(),
  /** "You may stop when …": the exit test in words. */
  stopWhen: z.string(),
  /** Ids of checks that are the exit test, where a judge can tell. All of them have to pass. */
  checks: z.array(z.string()).default([]),
  /** Ids of skills that tempt here and have to wait. */
  notYet: z.array(z.string()).default([]),
  rows,
});

/** Something small that comes back every week, beside the unit of the day. Its minutes are part of the week's hours. */
export const threadSchema = z.strictObject({
  id,
  title: z.string(),
  what: z.string(),
  /** Id of the unit with which it begins. It ends with the plan. */
  fromUnit: z.string(),
  minutesPerWeek: z.int().positive(),
  rows,
});

/** A decision that is made once and kept: the language, the framework. */
export const choiceSchema = z.strictObject({
  id,
  title: z.string(),
  /** The skill on the path that every option stands for. Proving it in one option makes that option's own skill claimable. */
  skill: z.string(),
  /** A change of mind before that many days asks for a reason, and says what it costs. It is never locked. */
  keepForDays: z.int().nonnegative(),
  questions: z.array(z.strictObject({ id, asks: z.string() })).default([]),
  options: z
    .array(
      z.strictObject({
        skill: z.string(),
        /** The reason line. */
        why: z.string(),
        /** Ids of the questions whose yes speaks for it, the strongest first. */
        yesTo: z.array(z.string()).default([]),
        /** Only with that option of an earlier choice: frameworks of one language. */
        only: z.string().optional(),
        /** Recommended where no answer decides. */
        default: z.boolean().default(false),
      }),
    )
    .min(2),
  rows,
});

/** Where the sources contradict one another: what this product does, and why. */
export const resolutionSchema = z.strictObject({
  id,
  question: z.string(),
  sources: z.array(z.string()).min(1),
  answer: z.string(),
  rows: z.array(z.string()).min(1),
});

export const stepsFileSchema = z.strictObject({
  shape: z.strictObject({
    weeks: z.int().positive(),
    hoursPerWeek: bandSchema,
    /** Published ranges of the whole way, in months. */
    months: z.array(bandSchema).min(1),
    /** The unit with which effort tips from learning to applying. */
    tipsAt: z.string(),
  }),
  steps: z.array(stepSchema).length(7),
  stages: z.array(stageSchema).length(4),
  units: z.array(unitSchema).min(1),
  /** First, then exactly so, then at once: ids of units. `first` is reachable in the first days for whoever can program. */
  productionOrder: z.strictObject({
    first: z.string(),
    // biome-ignore lint/suspicious/noThenProperty: await looks for a function, and this is a list
    then: z.array(z.string()).min(1),
    next: z.array(z.string()).default([]),
  }),
  threads: z.array(threadSchema).default([]),
  choices: z.array(choiceSchema).default([]),
  resolutions: z.array(resolutionSchema).default([]),
});
export type StepsFile = z.infer<typeof stepsFileSchema>;
