/**
 * Skills as the app shows them: the map of all, and one with everything about it.
 */
import * as z from "zod";
import { advertCountSchema } from "../advert.ts";
import { skillLevelSchema } from "../person.ts";
import { gapSchema, holdings } from "../plan.ts";

const holding = z.enum(holdings);
const span = z.object({ from: z.iso.date(), to: z.iso.date() });

export const mappedSkillSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** The field that it belongs to, as people call it. */
  field: z.string(),
  /** Ids of the skills that come first. */
  requires: z.array(z.string()),
  holding,
  /** Of what is left; 0 and 0 when it is held. */
  hoursLow: z.number(),
  hoursHigh: z.number(),
  proof: gapSchema.shape.proof,
  demand: gapSchema.shape.demand,
  /** When the plan has it; null where nothing is left of it, or it waits on the shelf. */
  planned: span.nullable(),
});
export type MappedSkill = z.infer<typeof mappedSkillSchema>;

export const skillMapSchema = z.object({
  locale: z.string(),
  today: z.iso.date(),
  steps: z.array(z.object({ number: z.int(), title: z.string() })),
  /** The units of the way in their order, each with its skills in theirs; the last one is the shelf, with no step. */
  rows: z.array(
    z.object({ id: z.string(), title: z.string(), step: z.int().nullable(), skills: z.array(z.string()).min(1) }),
  ),
  skills: z.array(mappedSkillSchema),
  /** The skill that the plan has next. */
  next: z.string().nullable(),
});
export type SkillMap = z.infer<typeof skillMapSchema>;

const neighbour = z.object({ id: z.string(), title: z.string(), holding });

/** passed: some evidence holds a pass. failed: asked, and never passed. open: never asked. */
export const checkStates = ["passed", "failed", "open"] as const;

export const skillPageSchema = z.object({
  locale: z.string(),
  id: z.string(),
  title: z.string(),
  field: z.string(),
  stage: z.object({ number: z.int(), title: z.string() }),
  /** Where it is learned; null on the shelf. */
  unit: z.object({ id: z.string(), title: z.string(), build: z.string(), step: z.int() }).nullable(),
  planned: span.nullable(),
  holding,
  /** The person's own word; null where they said nothing. */
  said: skillLevelSchema.nullable(),
  /** What their occupation brings of it. */
  brought: z.object({ level: skillLevelSchema, there: z.string(), here: z.string() }).nullable(),
  left: z.object({ low: z.number(), high: z.number() }),
  /** From nothing to proven, and on what that estimate rests. */
  hours: z.object({ low: z.number(), high: z.number(), basis: z.string() }),
  /** Markdown. */
  purpose: z.string(),
  haveItWhen: z.string(),
  firstStep: z.string(),
  checks: z.array(
    z.object({
      id: z.string(),
      /** What holds when it passes. */
      title: z.string(),
      state: z.enum(checkStates),
      /** Documents that hold a pass of it, the newest first. */
      evidence: z.array(z.object({ hash: z.string(), beganAt: z.iso.datetime(), project: z.string().nullable() })),
    }),
  ),
  /** What a reviewer has to see, where no check can tell. */
  artefact: z.string().nullable(),
  requires: z.array(neighbour),
  neededBy: z.array(neighbour),
  /** As adverts write it. */
  synonyms: z.array(z.string()),
  /** What the person's own adverts say of it; null where none wants it. */
  adverts: advertCountSchema.nullable(),
  advertsRead: z.int(),
  /** For the shelf: what takes it down. */
  unlock: z.object({ problem: z.string(), advertShare: z.number(), unlocked: z.string().nullable() }).nullable(),
  /** What the market is said to want of it. */
  prior: z.array(
    z.object({ says: z.string(), source: z.string(), year: z.int().nullable(), url: z.string().nullable() }),
  ),
});
export type SkillPage = z.infer<typeof skillPageSchema>;
