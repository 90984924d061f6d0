/**
 * A made-up catalogue of any size, from a seed: what tests and measurements plan with, so that neither waits for content nor
 * changes with it. Skills require a few earlier ones, units hold a few skills each, and all four stages occur.
 */
import { seededRandom } from "../base/random.ts";
import type { Occupation, Skill, Target } from "../catalog/catalog.ts";
import type { AdvertReport } from "../contract/advert.ts";
import type { Evidence } from "../contract/evidence.ts";
import { type Person, personSchema } from "../contract/person.ts";
import type { PlanCatalog } from "./make-plan.ts";

export interface SampleSize {
  skills: number;
  units: number;
  /** On the not-yet shelf, besides. */
  shelf?: number;
}

export function sampleCatalog(
  seed: string,
  { skills: skillCount, units: unitCount, shelf = 0 }: SampleSize,
): PlanCatalog {
  const random = seededRandom(`catalog ${seed}`);
  const stageAt = (unit: number) => Math.min(4, 1 + Math.floor((unit / unitCount) * 4));
  const unitAt = (i: number) => Math.floor((i * unitCount) / skillCount);
  const list = Array.from({ length: skillCount + shelf }, (_, i): Skill => {
    const onShelf = i >= skillCount;
    const requires = Array.from({ length: random.integer(0, 3) }, () => `s${random.integer(0, Math.max(i - 1, 0))}`);
    const low = random.integer(1, 12);
    return {
      id: `s${i}`,
      title: `Skill ${i}`,
      group: "foundations",
      path: onShelf ? "not-yet" : "core",
      stage: onShelf ? random.integer(2, 4) : stageAt(unitAt(i)),
      requires: i === 0 ? [] : [...new Set(requires)].filter((id) => id !== `s${i}`),
      hours: { low, high: low * 2, basis: "made up" },
      synonyms: [],
      ambiguous: [],
      provenBy: random.integer(0, 3) === 0 ? [] : [`check-${i}a`, `check-${i}b`],
      rows: [],
      ...(onShelf ? { unlock: { problem: "made up", check: `check-${i}u`, advertShare: 0.8 } } : {}),
      intro: "",
      sections: { "What it is for in production": "why", "You have it when": "when", "First step": `Begin with ${i}.` },
    };
  });
  const units = Array.from({ length: unitCount }, (_, unit) => ({
    id: `u${unit}`,
    title: `Unit ${unit}`,
    stage: stageAt(unit),
    step: Math.min(7, 1 + Math.floor((unit / unitCount) * 7)),
    skills: list.slice(0, skillCount).flatMap(({ id }, i) => (unitAt(i) === unit ? [id] : [])),
    build: `Build ${unit}.`,
    ...(unit % Math.ceil(unitCount / 6) === 0 ? { project: `p${unit}` } : {}),
    stopWhen: `Stop when ${unit} runs.`,
    checks: [],
    notYet: [],
    rows: [],
  }));
  const skills = new Map(list.map((skill) => [skill.id, skill]));
  const at = (share: number) => units[Math.floor(share * (units.length - 1))]?.id as string;
  return {
    skills,
    occupations: new Map([["nurse", sampleOccupation(list)]]),
    targets: new Map([["backend-developer", sampleTarget(list)]]),
    steps: sampleSteps(units, at),
    pay: new Map(),
  };
}

function sampleSteps(units: PlanCatalog["steps"]["units"], at: (share: number) => string): PlanCatalog["steps"] {
  const published = { says: "made up", source: "made-up" };
  return {
    shape: {
      weeks: 52,
      hoursPerWeek: { low: 10, high: 20, source: "made-up" },
      months: [{ low: 6, high: 12, source: "made-up" }],
      tipsAt: at(0.8),
    },
    steps: [
      [1, 2],
      [2, 4],
      [5, 17],
      [9, 26],
      [18, 30],
      [27, 43],
      [30, 52],
    ].map(([fromWeek = 1, toWeek = 1], i) => ({
      id: `step-${i + 1}`,
      number: i + 1,
      title: `Step ${i + 1}`,
      why: "made up",
      window: { fromWeek, toWeek },
      published,
      ongoing: i === 6,
      done: [
        { metric: i === 5 ? ("entry-roles-tried" as const) : ("adverts-saved" as const), atLeast: 1, says: "made up" },
      ],
      rows: [],
    })),
    stages: [1, 2, 3, 4].map((number) => ({
      id: `stage-${number}`,
      number,
      title: `Stage ${number}`,
      window: { fromWeek: number * 13 - 12, toWeek: number * 13 },
      published,
      exit: "made up",
      rows: [],
    })),
    units,
    // biome-ignore lint/suspicious/noThenProperty: the word of content/steps.yaml; it is never awaited.
    productionOrder: { first: at(0.2), then: [at(0.3), at(0.4), at(0.5)], next: [] },
    threads: [{ id: "cards", title: "Cards", what: "made up", fromUnit: at(0.3), minutesPerWeek: 20, rows: [] }],
    choices: [],
    resolutions: [],
  };
}

function sampleOccupation(skills: readonly Skill[]): Occupation {
  const levels = ["touched", "used", "daily"] as const;
  return {
    id: "nurse",
    title: "Nurse",
    aliases: [],
    sector: "healthcare",
    skills: skills
      .filter((_, i) => i % 17 === 3)
      .map(({ id }, i) => ({ skill: id, level: levels[i % 3] ?? "used", there: "there", here: "here" })),
    competencies: [],
    lacks: ["made up"],
    day: { there: ["a", "b", "c"], miss: "made up" },
    themes: [],
    bridges: [],
    doNotClaim: [],
    cvFocus: "made up",
    domainSentence: "made up",
    rows: [],
    intro: "",
    sections: { "How realistic it is": "made up", "The hardest part": "made up" },
  };
}

function sampleTarget(skills: readonly Skill[]): Target {
  return {
    id: "backend-developer",
    title: "Backend developer",
    aliases: [],
    sector: "technology",
    pay: "backend-developer",
    skills: { needed: skills.slice(0, 5).map(({ id }) => id), expected: [], helpful: [] },
    competencies: [],
    prior: [],
    day: ["a", "b", "c"],
    rows: [],
    intro: "",
    sections: { "What the job is": "made up", "A day": "made up", "The hardest part": "made up" },
  };
}

export function samplePerson(changes: Partial<Person> = {}): Person {
  return personSchema.parse({
    market: "uk",
    start: "2026-01-05",
    hoursByWeekday: { monday: 2, wednesday: 2, saturday: 6 },
    ...changes,
  });
}

/** Evidence of one full run in which these checks passed and those failed. */
export function sampleEvidence({ passed = [], failed = [] }: { passed?: string[]; failed?: string[] }): Evidence {
  return {
    format: "seaworthy-evidence/1",
    project: "p",
    contract: { title: "p", version: "1" },
    judge: "0",
    seed: "0",
    beganAt: "2026-01-20T18:00:00.000Z",
    durationMs: 1,
    subject: { commit: null, dirty: false, tree: null, language: null, start: null, url: null },
    machine: { os: "made up", cores: 2, memoryBytes: 1 },
    scope: "full",
    verdicts: [
      ...passed.map((check) => ({ check, verdict: "passed" as const })),
      ...failed.map((check) => ({
        check,
        verdict: "failed" as const,
        failure: { headline: "made up", expected: "a", seen: "b", entries: [] },
      })),
    ],
    recording: "made up",
    help: [],
  };
}

/** What so many adverts ask for: by skill the number of adverts that do. */
export function sampleAdverts(asked: Record<string, number>, adverts = 20): AdvertReport {
  return {
    format: "seaworthy-advert-report/1",
    today: "2026-01-20",
    adverts,
    reposts: [],
    target: 20,
    enough: adverts >= 20,
    line: 0.8,
    skills: Object.entries(asked).map(([skill, count]) => {
      const share = count / adverts;
      return {
        skill,
        title: skill,
        inCatalog: true,
        named: count,
        asked: count,
        must: count,
        share,
        low: Math.max(share - 0.15, 0),
        high: Math.min(share + 0.15, 1),
        level: share >= 0.8 ? ("must" as const) : share >= 0.65 ? ("likely" as const) : ("nice" as const),
        settled: false,
        quotes: [],
      };
    }),
    seniority: {},
    workplace: {},
    pay: [],
    years: { adverts: 0 },
  };
}
