/**
 * What `content/` says, read and cross-checked: every id in it leads somewhere. Made by read-catalog.ts.
 */
import type { CompetencyFrontMatter, competencyHeadings } from "./kinds/competency.ts";
import type { FaqFrontMatter, faqHeadings, faqOptionalHeadings } from "./kinds/faq.ts";
import type { GuideSectionFrontMatter } from "./kinds/guide-section.ts";
import type { HabitFrontMatter, habitHeadings, habitOptionalHeadings } from "./kinds/habit.ts";
import type { MistakeFrontMatter, mistakeHeadings, mistakeOptionalHeadings } from "./kinds/mistake.ts";
import type { OccupationFrontMatter, occupationHeadings } from "./kinds/occupation.ts";
import type { PayFile } from "./kinds/pay.ts";
import type { SkillFrontMatter, skillHeadings } from "./kinds/skill.ts";
import type { Source } from "./kinds/source.ts";
import type { StepsFile } from "./kinds/steps.ts";
import type { TargetFrontMatter, targetHeadings } from "./kinds/target.ts";

export type Skill = Entry<SkillFrontMatter, (typeof skillHeadings)[number]>;
export type Occupation = Entry<OccupationFrontMatter, (typeof occupationHeadings)[number]>;
export type Competency = Entry<CompetencyFrontMatter, (typeof competencyHeadings)[number]>;
export type Target = Entry<TargetFrontMatter, (typeof targetHeadings)[number]>;
export type Faq = Entry<FaqFrontMatter, (typeof faqHeadings)[number], (typeof faqOptionalHeadings)[number]>;
export type Habit = Entry<HabitFrontMatter, (typeof habitHeadings)[number], (typeof habitOptionalHeadings)[number]>;
/** A mistake that people make on the way; a mistake in a file is another thing (yaml-file.ts). */
export type CommonMistake = Entry<
  MistakeFrontMatter,
  (typeof mistakeHeadings)[number],
  (typeof mistakeOptionalHeadings)[number]
>;
/** Its sections are passages, which are named and not shown by their name. */
export type GuideSectionTexts = Entry<GuideSectionFrontMatter, string>;

/** One Markdown file: the facts of its front matter, and its texts. */
export type Entry<Facts, Heading extends string, Optional extends string = never> = Facts & {
  /** Name of the file. Never changes and is never used again. */
  id: string;
  /** Markdown before the first heading; often empty. */
  intro: string;
  /** Markdown by heading. */
  sections: Readonly<Record<Heading, string> & Partial<Record<Optional, string>>>;
};

/** Each map is in the order of the ids. */
export interface Catalog {
  skills: ReadonlyMap<string, Skill>;
  occupations: ReadonlyMap<string, Occupation>;
  competencies: ReadonlyMap<string, Competency>;
  targets: ReadonlyMap<string, Target>;
  steps: StepsFile;
  /** By market: "uk", "us". */
  pay: ReadonlyMap<string, PayFile>;
  sources: ReadonlyMap<string, Source>;
  /** By file name: "01-can-you-move". */
  guide: ReadonlyMap<string, GuideSectionTexts>;
  faqs: ReadonlyMap<string, Faq>;
  mistakes: ReadonlyMap<string, CommonMistake>;
  habits: ReadonlyMap<string, Habit>;
}
