/**
 * The way as one model: `content/steps.yaml`. Seven steps whose windows overlap, four stages, the production-first order and
 * the three builds. Where the published ways contradict one another, this file holds what we do, with the row that decides.
 *
 * Windows are weeks of the published twelve-month shape. A plan keeps their proportions and overlaps, and stretches
 * them to the person's own hours.
 */
import * as z from "zod";

const hours = z
  .strictObject({ low: z.number().positive(), high: z.number().positive(), basis: z.string() })
  .refine(({ low, high }) => low <= high, { message: "low is above high" });

/** Work of a step that is no skill: reading adverts, talking with people, writing the CV. */
const task = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  /** What to do, ready to be done. */
  do: z.string(),
  /** What can be done of it in 25 minutes. */
  first: z.string(),
  /** You may stop when. */
  until: z.string(),
  hours,
  /** Ids of skills or tasks that come before it. */
  requires: z.array(z.string()).default([]),
});

const step = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    /** In weeks from the start, of `weeks`. */
    from: z.number().min(0),
    to: z.number().positive(),
    done: z.string(),
    /** What lies in it besides its tasks: skills of stages 1 and 2 are trained, those of 3 are practised. */
    stages: z.array(z.int().min(1).max(4)).default([]),
    tasks: z.array(task).default([]),
    rows: z.array(z.string()).default([]),
  })
  .refine(({ from, to }) => from < to, { message: "ends before it begins" });
export type Step = z.infer<typeof step>;
export type Task = z.infer<typeof task>;

export const stepsSchema = z.strictObject({
  /** Length of the published shape, which the windows are parts of. */
  weeks: z.number().positive(),
  steps: z.array(step).min(1),
  stages: z
    .array(
      z.strictObject({
        stage: z.int().min(1).max(4),
        id: z.string(),
        title: z.string(),
        /** Judged, or to be seen: how the stage ends. */
        exit: z.string(),
        /** What is built in its first week. */
        build: z.string(),
      }),
    )
    .length(4),
  /** Skill ids in the order in which production asks for them. Others of the same stage come after these. */
  order: z.array(z.string()),
  /** The builds that make somebody ready, each when these skills are done. */
  builds: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /** Id of a project in content/projects, where it is judged. */
      project: z.string().optional(),
      skills: z.array(z.string()).min(1),
      done: z.string(),
    }),
  ),
  /** How long others say that it takes. Shown beside the forecast. */
  published: z.array(
    z.strictObject({ monthsLow: z.number().positive(), monthsHigh: z.number().positive(), source: z.string() }),
  ),
  /** A month of applying. `factor`: how many more a changer sends than a candidate from the same field. */
  applications: z.strictObject({
    baselineAMonth: z.number().positive(),
    basis: z.string(),
    factor: z.number().min(1),
    source: z.string(),
  }),
  conversationsAMonth: z.number().positive(),
});
export type Steps = z.infer<typeof stepsSchema>;
