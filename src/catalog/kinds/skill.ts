/**
 * A skill: one file `content/skills/<id>.md`, its front matter and its sections.
 *
 * Skill ids are the one key through all rooms: an occupation brings them, a project practises them, a check proves them,
 * an advert asks for them, a CV line claims them. An id never changes meaning and never disappears.
 */
import * as z from "zod";

export const skillGroups = [
  "foundations",
  "language",
  "http",
  "data",
  "security",
  "testing",
  "operations",
  "performance",
  "architecture",
  "growth",
  "craft",
  "career",
] as const;

export const skillSchema = z.strictObject({
  title: z.string(),
  group: z.enum(skillGroups),
  /**
   * core: on everybody's way. production: in the order in which production tests one. job: for applying. not-yet: on the
   * shelf until a felt problem or the adverts ask for it.
   */
  path: z.enum(["core", "production", "job", "not-yet"]),
  /** Of the four stages: 1 foundations, 2 backend core, 3 production, 4 job preparation. */
  stage: z.int().min(1).max(4),
  /** Ids of the skills that come first. The graph has no circles. */
  requires: z.array(z.string()).default([]),
  /** From nothing to proven, in hours of work. Our own assumption: `basis` says on what it rests. */
  hours: z
    .strictObject({ low: z.number().positive(), high: z.number().positive(), basis: z.string() })
    .refine(({ low, high }) => low <= high, { message: "low is above high" }),
  /** As adverts write it. Matched as whole words, without regard to case. */
  synonyms: z.array(z.string()).default([]),
  /** Of the synonyms, those that also mean something else ("go", "react") and count only with other signs around them. */
  ambiguous: z.array(z.string()).default([]),
  /** Ids of checks whose pass proves it … */
  provenBy: z.array(z.string()).default([]),
  /** … or what a reviewer has to see, where no check can. */
  artefact: z.string().optional(),
  /** Rows of the requirements that it serves: "K-15". */
  rows: z.array(z.string()).default([]),
  /** For the not-yet shelf: what takes it down from there. */
  unlock: z
    .strictObject({
      /** The problem, as the person feels it. */
      problem: z.string(),
      /** A check whose failure is that problem. */
      check: z.string().optional(),
      /** Share of the person's own adverts that ask for it. */
      advertShare: z.number().min(0).max(1).default(0.8),
    })
    .optional(),
});
export type SkillFrontMatter = z.infer<typeof skillSchema>;

export const skillHeadings = ["What it is for in production", "You have it when", "First step"] as const;
