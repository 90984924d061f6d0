/**
 * What was done: one line of JSON for each session in `sessions.jsonl`, and the few other things that a month's targets
 * count. The forecast learns the person's own pace from here.
 */
import * as z from "zod";

export const sessionSchema = z.strictObject({
  date: z.iso.date(),
  /** A day's work at most: anything longer is a clock that was left running. */
  minutes: z.number().positive().max(840),
  /** Id of a unit of the plan, or of a skill in it. */
  unit: z.string(),
  /** Only building ends a unit; reading is fine, and counted apart. */
  kind: z.enum(["build", "read", "apply"]).default("build"),
  /** The person says that it is done, the whole unit or the skill. It leaves the plan; it is not called proven. */
  done: z.boolean().default(false),
  /** Where what they made can be seen: a link or a path. */
  artefact: z.string().optional(),
  note: z.string().optional(),
});
export type Session = z.infer<typeof sessionSchema>;

export const progressSchema = z.strictObject({
  sessions: z.array(sessionSchema).default([]),
  /** Talks with working backend developers. */
  conversations: z.array(z.strictObject({ date: z.iso.date() })).default([]),
  applications: z
    .array(z.strictObject({ date: z.iso.date(), kind: z.enum(["target", "bridging", "internal"]).default("target") }))
    .default([]),
});
export type Progress = z.infer<typeof progressSchema>;
