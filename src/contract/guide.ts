/**
 * The guide: everything about the way from one occupation to the target, in fourteen sections, as data. Web, terminal and
 * Markdown show the same. Nothing private is in it (no pay of one's own, no savings, no reasons), so that it can be handed on.
 *
 * It also holds the names that authored text may use, since the files in `content/` and the code that fills them in must agree.
 */
import * as z from "zod";

/** In the order in which they are read. */
export const guideSectionIds = [
  "can-you-move",
  "why-people-move",
  "how-realistic",
  "what-you-bring",
  "what-you-build",
  "seven-steps",
  "pay",
  "day-to-day",
  "cv",
  "interview",
  "qualifications",
  "habits",
  "mistakes",
  "questions",
] as const;
export type GuideSectionId = (typeof guideSectionIds)[number];

/**
 * Values that stand as `{{name}}` in authored text, each with what it reads like. The first group is known for every
 * occupation, the second only where there is a plan or a record, the third only where a citable figure exists.
 */
export const guideValues = {
  occupation: "nurse: the present job in the middle of a sentence",
  anOccupation: "a nurse",
  target: "backend developer",
  aTarget: "a backend developer",
  sector: "healthcare",
  market: "the United Kingdom",
  cv: "CV, or résumé",
  competencyList: "incident handling, safety mindset and communication: the first three that the job brings",
  technicalList: "Docker and SQL: the technical skills that the job brings",
  restCount: "17: technical skills of the job that are only in the table",
  jobShare: "about 18%: of the hours on the path, what the job likely covers",
  coreCount: "64: skills on the path",
  partCount: "twelve: of these, what is held in part or whole and not proven",
  largestList: "databases, security and running it in production: the three largest fields of what is missing",
  missingHours: "430 to 720 hours: what is left",
  weeksAtTen: "43 to 72 weeks",
  weeksAtTwenty: "22 to 36 weeks",
  applyingWeek: "week 70: where effort tips from learning to applying, at ten hours a week",
  stepCount: "seven",
  miss: "what people miss afterwards, in sentences",
  cvFocus: "what to put in front, in sentences",
  domainSentence: "one sentence for the summary",

  hoursAWeek: "12 hours a week",
  weeksAtYourHours: "36 to 60 weeks",
  startDate: "1 December 2025",
  finishBand: "between September 2026 and February 2027",
  applyingFrom: "June 2026",
  risk: "the one reason for which the plan would most likely fail, in sentences",
  missingPhrase: "112 are new to you",
  provenPhrase: "one is proven",
  provenCount: "3",
  provenList: "Git, SQL joins and HTTP methods",
  nextUnit: "title of the next unit of the plan",
  advertCount: "24 adverts",
  advertMusts: "SQL, Docker and REST",
  recordedHours: "46 hours",
  applicationCount: "8 applications; known from the first on",
  conversationCount: "2 conversations, or no conversation",
  projectCount: "1 judged project, or no judged project",

  entryBand: "£26,000 to £38,000: of the target's entry bands, the lowest",
  presentBand: "£40,000 to £62,000: the mid-career band of the present job",
  payDifference: "37% less",
} as const;
export type GuideValue = keyof typeof guideValues;

const text = z.strictObject({
  kind: z.literal("text"),
  /** Paragraphs, lists, bold, code and links; no headings. */
  markdown: z.string(),
});

const pairs = z.strictObject({
  kind: z.literal("pairs"),
  /** The same thing in the present job and in backend work. */
  rows: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      there: z.string(),
      here: z.string(),
      note: z.string().optional(),
    }),
  ),
});

const audit = z.strictObject({
  kind: z.literal("audit"),
  rows: z.array(
    z.strictObject({
      skill: z.string(),
      title: z.string(),
      /** Id of the field that it belongs to, and what the field is called. */
      group: z.string(),
      groupTitle: z.string(),
      /** `proven` only by evidence; all else is what the occupation makes likely. */
      holds: z.enum(["proven", "brings", "partly", "missing"]),
      /** What is left to do, in hours of work; our assumption, or the plan's. */
      hoursLow: z.number(),
      hoursHigh: z.number(),
      stage: z.int(),
    }),
  ),
});

const pay = z.strictObject({
  kind: z.literal("pay"),
  currency: z.string(),
  locale: z.string(),
  rows: z.array(
    z.strictObject({
      /** Id of the role, and what it is called. */
      role: z.string(),
      title: z.string(),
      level: z.enum(["entry", "mid", "senior"]),
      low: z.number(),
      high: z.number(),
      open: z.boolean(),
      /** Market and year of the source that is named. */
      market: z.string(),
      year: z.int(),
      source: z.string(),
      /** Where bands for the same thing contradict one another, money is planned on this one. */
      planned: z.boolean(),
      note: z.string().optional(),
    }),
  ),
});

const day = z.strictObject({
  kind: z.literal("day"),
  there: z.array(z.string()),
  here: z.array(z.string()),
});

const steps = z.strictObject({
  kind: z.literal("steps"),
  rows: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /** As the source says it: "weeks 1–2". */
      published: z.string(),
      /** By our count: dates where there is a plan, else weeks at ten hours a week. */
      when: z.string(),
      /** ISO dates, where there is a plan. */
      from: z.string().optional(),
      to: z.string().optional(),
      done: z.string(),
    }),
  ),
});

/** The same work at several paces, side by side. */
const paces = z.strictObject({
  kind: z.literal("paces"),
  rows: z.array(z.strictObject({ hoursAWeek: z.number(), weeksLow: z.int(), weeksHigh: z.int(), yours: z.boolean() })),
});

const leafSchema = z.discriminatedUnion("kind", [text, pairs, audit, pay, day, steps, paces]);

const part = z.strictObject({
  kind: z.literal("part"),
  id: z.string(),
  title: z.string(),
  blocks: z.array(leafSchema).min(1),
});

export const guideBlockSchema = z.discriminatedUnion("kind", [text, pairs, audit, pay, day, steps, paces, part]);

export const guideSchema = z.strictObject({
  occupation: z.strictObject({ id: z.string(), title: z.string() }),
  target: z.strictObject({ id: z.string(), title: z.string() }),
  /** `locale` is for dates and amounts. */
  market: z.strictObject({ id: z.string(), title: z.string(), locale: z.string() }),
  /** The day on which it was written, ISO. */
  date: z.string(),
  /** Counted from the data, shown at the head. */
  facts: z.array(z.strictObject({ id: z.string(), label: z.string(), value: z.string(), basis: z.string() })),
  sections: z
    .array(
      z.strictObject({
        id: z.enum(guideSectionIds),
        number: z.int(),
        title: z.string(),
        blocks: z.array(guideBlockSchema).min(1),
        /** Ids of the sources on which its figures and claims rest. */
        sources: z.array(z.string()),
      }),
    )
    .length(guideSectionIds.length),
  /** Every source that a figure or claim in it names, in the order of first mention. */
  sources: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /** What it is worth, in a sentence. */
      about: z.string(),
      year: z.int(),
      market: z.string().optional(),
      url: z.string().optional(),
    }),
  ),
});

export type Guide = z.infer<typeof guideSchema>;
export type GuideBlock = z.infer<typeof guideBlockSchema>;
export type GuideSection = Guide["sections"][number];
