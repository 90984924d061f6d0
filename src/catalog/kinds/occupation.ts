/**
 * An occupation to come from: one file `content/occupations/<id>.md`.
 *
 * It says what a person brings, and as honestly what not. Everything the guide says about an occupation is computed from
 * here; nothing is written twice for two occupations.
 */
import * as z from "zod";

const shows = {
  /** How it shows in the old job, in one sentence. */
  there: z.string(),
  /** How the same thing shows in backend work. */
  here: z.string(),
};

export const occupationSchema = z.strictObject({
  title: z.string(),
  /** Other names for the same job, as people type them. */
  aliases: z.array(z.string()).default([]),
  /** "technology", "finance", "healthcare" …: decides whether the move stays in the sector. */
  sector: z.string(),
  /** Skills that it brings in part or whole: what is shown as *claimed* until a check proves it. */
  skills: z
    .array(z.strictObject({ skill: z.string(), level: z.enum(["touched", "used", "daily"]), ...shows }))
    .default([]),
  /** Professional competencies (ids of content/competencies). At least three in every occupation. */
  competencies: z.array(z.strictObject({ competency: z.string(), ...shows })).min(3),
  /** What it does not bring, said plainly. */
  lacks: z.array(z.string()).min(1),
  /** A day there beside a day in backend; `miss` is what people miss afterwards. */
  day: z.strictObject({ there: z.array(z.string()).min(3), miss: z.string() }),
  /** Domain themes for projects: what a claims clerk or a nurse knows that other candidates do not. */
  themes: z.array(z.strictObject({ title: z.string(), brief: z.string() })).min(1),
  /** Adjacent roles that give credibility sooner. */
  bridges: z.array(z.strictObject({ role: z.string(), why: z.string(), evidence: z.string() })).min(1),
  /** What not to claim, and why a reader would see through it. */
  doNotClaim: z.array(z.string()).min(1),
  /** What a CV should feature for this origin. */
  cvFocus: z.string(),
  /** One sentence that puts the knowledge of the domain to work in a CV summary. */
  domainSentence: z.string(),
  /** Id of the pay bands of the present role, where a citable source exists. */
  pay: z.string().optional(),
  /** O*NET figures may be cited with version and element named; where O*NET says nothing, nothing is computed. */
  onet: z
    .strictObject({
      code: z.string(),
      version: z.string(),
      elements: z.array(z.strictObject({ id: z.string(), name: z.string(), scale: z.string(), value: z.number() })),
    })
    .optional(),
  /** Ids of sources whose figures or claims its texts repeat. */
  sources: z.array(z.string()).optional(),
  rows: z.array(z.string()).default([]),
});
export type OccupationFrontMatter = z.infer<typeof occupationSchema>;

/** The body holds what data cannot: the honest verdict, by a person who knows both sides. */
export const occupationHeadings = ["How realistic it is", "The hardest part"] as const;
