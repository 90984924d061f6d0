/**
 * A made-up plan for pinning down what is shown: it does not change when content does.
 */
import type { Catalog } from "../../src/catalog/catalog.ts";
import { advertReportSchema } from "../../src/contract/advert.ts";
import { type Guide, type GuideBlock, guideSectionIds } from "../../src/contract/guide.ts";
import { privateSchema } from "../../src/contract/person.ts";
import { progressSchema } from "../../src/contract/progress.ts";
import { makePlan } from "../../src/plan/make-plan.ts";
import { sampleCatalog, samplePerson } from "../../src/plan/sample-catalog.ts";

const band = { source: "made-up", year: 2026, open: false };

const made = sampleCatalog("views", { skills: 24, units: 8, shelf: 3 });
export const catalog: Catalog = {
  ...made,
  pay: new Map([
    [
      "uk",
      {
        market: "uk",
        title: "United Kingdom",
        currency: "GBP",
        locale: "en-GB",
        bands: [
          { role: "backend-developer", level: "entry", low: 26_000, high: 38_000, ...band },
          { role: "backend-developer", level: "entry", low: 40_000, high: 50_000, ...band, source: "another" },
          { role: "backend-developer", level: "mid", low: 42_000, high: 65_000, ...band },
        ],
      },
    ],
  ]),
  competencies: new Map(),
  sources: new Map([
    ["made-up", { title: "A guide that was made up", about: "For tests.", year: 2026 }],
    ["another", { title: "Another guide", about: "For tests.", year: 2026 }],
  ]),
  guide: new Map(),
  faqs: new Map(),
  mistakes: new Map(),
  habits: new Map(),
};

export const person = samplePerson({ start: "2026-11-20", wish: { readyBy: "2027-06-01" } });
export const plan = makePlan({
  catalog,
  person,
  private: privateSchema.parse({
    money: { presentPay: 38_000, savings: 9_000, monthlyCosts: 1_900, netShare: 0.78 },
    reasons: ["pay"],
  }),
  evidence: [],
  progress: progressSchema.parse({
    sessions: [{ date: "2026-11-20", minutes: 90, unit: "u0" }],
    conversations: [{ date: "2026-11-19" }],
  }),
  today: "2026-11-21",
  seed: "1",
});

const blocks: GuideBlock[] = [
  { kind: "text", markdown: "A **bold** word, `code`, *slanted*, and [a link](https://example.org).\n\n- one\n- two" },
  {
    kind: "pairs",
    rows: [{ id: "a", title: "Handing over", there: "To the next shift.", here: "To whoever is on call." }],
  },
  {
    kind: "audit",
    rows: [
      {
        skill: "git",
        title: "Git",
        group: "craft",
        groupTitle: "Craft",
        holds: "proven",
        hoursLow: 0,
        hoursHigh: 0,
        stage: 1,
      },
      {
        skill: "sql",
        title: "SQL",
        group: "data",
        groupTitle: "Data",
        holds: "missing",
        hoursLow: 6,
        hoursHigh: 12,
        stage: 2,
      },
    ],
  },
  {
    kind: "pay",
    currency: "GBP",
    locale: "en-GB",
    rows: [
      {
        role: "backend-developer",
        title: "Backend developer",
        level: "entry",
        low: 26_000,
        high: 38_000,
        open: false,
        market: "uk",
        year: 2026,
        source: "made-up",
        planned: true,
      },
    ],
  },
  { kind: "day", there: ["Handover.", "Rounds.", "Notes."], here: ["Errors.", "Stand-up.", "A review."] },
  {
    kind: "steps",
    rows: [
      { id: "audit", title: "Take stock", when: "Weeks 1 to 2", published: "weeks 1–2", done: "Every card is full." },
    ],
  },
  { kind: "paces", rows: [{ hoursAWeek: 8, weeksLow: 107, weeksHigh: 158, yours: true }] },
  {
    kind: "part",
    id: "p",
    title: "A part",
    blocks: [
      { kind: "text", markdown: "First." },
      { kind: "text", markdown: "Second." },
    ],
  },
];

export const guide: Guide = {
  occupation: { id: "nurse", title: "Nurse" },
  target: { id: "backend-developer", title: "Backend developer" },
  market: { id: "uk", title: "the United Kingdom", locale: "en-GB" },
  date: "2026-11-20",
  facts: [{ id: "time", label: "Time", value: "107 to 158 weeks", basis: "made up" }],
  sections: guideSectionIds.map((id, i) => ({
    id,
    number: i + 1,
    title: `Section ${i + 1}`,
    blocks: i < blocks.length ? [blocks[i] as GuideBlock] : [{ kind: "text", markdown: "Said." }],
    sources: i === 0 ? ["made-up"] : [],
  })),
  sources: [{ id: "made-up", title: "A guide that was made up", about: "For tests.", year: 2026 }],
};

const count = { named: 16, must: 10, inCatalog: true, settled: false };
export const report = advertReportSchema.parse({
  format: "seaworthy-advert-report/1",
  today: "2026-11-20",
  adverts: 20,
  reposts: [{ advert: "a", of: "b", addedOn: "2026-11-20" }],
  target: 20,
  enough: true,
  line: 0.8,
  skills: [
    {
      ...count,
      skill: "sql",
      title: "SQL queries",
      asked: 18,
      share: 0.9,
      low: 0.7,
      high: 0.97,
      level: "must",
      quotes: [{ advert: "a", as: "SQL", text: "You write SQL\u001b[2J every day.", necessity: "must" }],
    },
    {
      ...count,
      skill: "docker",
      title: "Docker",
      asked: 14,
      share: 0.7,
      low: 0.48,
      high: 0.85,
      level: "likely",
      quotes: [],
    },
    {
      ...count,
      skill: "cobol",
      title: "COBOL",
      asked: 1,
      share: 0.05,
      low: 0.01,
      high: 0.24,
      level: "nice",
      inCatalog: false,
      quotes: [],
    },
  ],
  seniority: { junior: 12, mid: 8 },
  workplace: { remote: 9 },
  pay: [{ currency: "GBP", adverts: 14, low: 30_000, high: 42_000, lowest: 24_000, highest: 70_000 }],
  years: { adverts: 9, median: 2 },
  change: {
    since: "2026-10-20",
    skills: [
      {
        skill: "docker",
        title: "Docker",
        before: { asked: 2, of: 10, share: 0.2 },
        after: { asked: 9, of: 10, share: 0.9 },
        low: 0.3,
        high: 0.9,
        sure: true,
      },
    ],
    levels: [{ skill: "docker", title: "Docker", from: "nice", to: "likely" }],
  },
});
