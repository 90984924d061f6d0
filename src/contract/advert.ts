/**
 * Job adverts: what is kept of one, what is read out of it, and what a pile of them says together.
 *
 * Only the kept text is stored. Everything else is read again from it each time, so that better reading or a new skill
 * in the catalog counts old adverts too. All offsets are UTF-16 positions in `Advert.text`.
 */
import * as z from "zod";

/** What is kept of an advert that was added: its text and where it came from. No address is ever fetched. */
export const keptAdvertSchema = z.strictObject({
  text: z.string(),
  addedOn: z.iso.date(),
  /** The board or person it came from, in the person's own words: "LinkedIn". */
  source: z.string().optional(),
  /** The file it was read from. */
  name: z.string().optional(),
});
export type KeptAdvert = z.infer<typeof keptAdvertSchema>;

export const sectionKinds = [
  "requirements",
  "nice-to-have",
  "duties",
  "stack",
  "about",
  "benefits",
  "unwanted",
  "process",
  "other",
] as const;
export const sectionKindSchema = z.enum(sectionKinds);
export type SectionKind = z.infer<typeof sectionKindSchema>;

const span = { start: z.int().nonnegative(), end: z.int().nonnegative() };

/** A sentence or a list item: the smallest thing that is quoted. */
export const advertSentenceSchema = z.strictObject({
  ...span,
  /** On one line, without its bullet. */
  text: z.string(),
  section: sectionKindSchema,
  /** The heading it stands below, as written; "" before the first. */
  heading: z.string(),
});
export type AdvertSentence = z.infer<typeof advertSentenceSchema>;

export const payPeriods = ["year", "month", "day", "hour"] as const;
export const advertPaySchema = z.strictObject({
  /** Absent when only a ceiling is given ("up to £95,000"). */
  low: z.number().positive().optional(),
  /** Equal to `low` when one figure is given; absent when only a floor is ("from £40,000"). */
  high: z.number().positive().optional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  period: z.enum(payPeriods),
  /** Index into `sentences`. */
  sentence: z.int().nonnegative(),
});
export type AdvertPay = z.infer<typeof advertPaySchema>;

export const seniorities = ["junior", "mid", "senior", "lead"] as const;
export const workplaces = ["remote", "hybrid", "on-site"] as const;

export const advertSchema = z.strictObject({
  /** From the words of the advert only: the same advert has the same id wherever it was found. */
  id: z.string(),
  addedOn: z.iso.date(),
  source: z.string().optional(),
  name: z.string().optional(),
  /** The first line that reads like a job title, "" when none does. */
  title: z.string(),
  text: z.string(),
  sentences: z.array(advertSentenceSchema),
  /** Years of experience asked for; the largest floor that is not a nice-to-have comes first. */
  years: z.array(z.strictObject({ low: z.number(), high: z.number().optional(), sentence: z.int() })),
  pay: advertPaySchema.optional(),
  /** Absent where the advert does not say. Never guessed from pay. */
  seniority: z.enum(seniorities).optional(),
  workplace: z.enum(workplaces).optional(),
  /** Days a week in the office, where a hybrid advert says. */
  officeDays: z.number().optional(),
});
export type Advert = z.infer<typeof advertSchema>;

/** How an advert asks for a skill. "named": in its duties, stack or story, without saying must or nice. */
export const necessities = ["must", "nice", "named"] as const;

export const mentionSchema = z.strictObject({
  ...span,
  /** A skill's id, or the id of a technology that is no skill of ours. */
  skill: z.string(),
  as: z.string(),
  sentence: z.int(),
  necessity: z.enum(necessities),
  /** "no PHP", "we moved away from Mongo": named, and not wanted. Counted nowhere. */
  negated: z.boolean(),
});
export type Mention = z.infer<typeof mentionSchema>;

export const advertCountSchema = z.strictObject({
  skill: z.string(),
  title: z.string(),
  /** True for a skill of the catalog, false for a technology that the catalog does not teach. */
  inCatalog: z.boolean(),
  /** Adverts that name it and want it, in any way. */
  named: z.int(),
  /** Of those, the ones that ask for it as more than a nice-to-have. `share` and the line are about these. */
  asked: z.int(),
  /** Of those, the ones where it is plainly a must. */
  must: z.int(),
  share: z.number().min(0).max(1),
  /** Wilson score interval of `share`, 95%. */
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
  /** must: on or above the line. likely: below it, but the interval reaches it. nice: the interval stays below. */
  level: z.enum(["must", "likely", "nice"]),
  /** False while the interval holds the line: a few more adverts may change the level. */
  settled: z.boolean(),
  /** The sentences behind the count, at most one per advert: the strongest. */
  quotes: z.array(
    z.strictObject({ advert: z.string(), as: z.string(), text: z.string(), necessity: z.enum(necessities) }),
  ),
});
export type AdvertCount = z.infer<typeof advertCountSchema>;

const shareOfPile = z.strictObject({ asked: z.int(), of: z.int(), share: z.number() });

export const advertReportSchema = z.strictObject({
  format: z.literal("seaworthy-advert-report/1"),
  today: z.iso.date(),
  /** Different adverts; reposts are counted once. */
  adverts: z.int(),
  reposts: z.array(z.strictObject({ advert: z.string(), of: z.string(), addedOn: z.iso.date() })),
  /** At this many the person's own counts replace what the market is said to want. */
  target: z.int(),
  enough: z.boolean(),
  /** The 80% line, as a share. */
  line: z.number().min(0).max(1),
  /** By share, then by name. Only what at least one advert wants. */
  skills: z.array(advertCountSchema),
  seniority: z.partialRecord(z.enum(seniorities), z.int()),
  workplace: z.partialRecord(z.enum(workplaces), z.int()),
  /** Adverts that name a figure, a year's pay only, one entry per currency; medians of the floors and ceilings. */
  pay: z.array(
    z.strictObject({
      currency: z.string(),
      adverts: z.int(),
      low: z.number(),
      high: z.number(),
      lowest: z.number(),
      highest: z.number(),
    }),
  ),
  /** Adverts that ask for years, and the median of the smallest floor of each. */
  years: z.strictObject({ adverts: z.int(), median: z.number().optional() }),
  /** The adverts of the last month beside all older ones. Absent while one of the two piles is empty. */
  change: z
    .strictObject({
      since: z.iso.date(),
      skills: z.array(
        z.strictObject({
          skill: z.string(),
          title: z.string(),
          before: shareOfPile,
          after: shareOfPile,
          /** Newcombe's interval of the difference of the shares, 95%. */
          low: z.number(),
          high: z.number(),
          /** More than chance, also with a hundred skills looked at: the interval of 99.9% does not hold zero. */
          sure: z.boolean(),
        }),
      ),
      /** Skills whose level is another one than it was a month ago. */
      levels: z.array(
        z.strictObject({
          skill: z.string(),
          title: z.string(),
          from: z.enum(["must", "likely", "nice", "unseen"]),
          to: z.enum(["must", "likely", "nice"]),
        }),
      ),
    })
    .optional(),
});
export type AdvertReport = z.infer<typeof advertReportSchema>;
