/**
 * Planning five years: 200 units of two skills each, 200 adverts, 2,000 runs of the forecast, against the limit that keeps a
 * slider of hours feeling live; and the same at ten and a hundred times the units, to see how it grows.
 *
 * Each size is planned several times in turns after one for warming up, and the median is reported. The limit is for the first size.
 */
import { progressSchema } from "../src/contract/progress.ts";
import { forecastRuns } from "../src/plan/forecast.ts";
import { makePlan } from "../src/plan/make-plan.ts";
import { sampleAdverts, sampleCatalog, sampleEvidence, samplePerson } from "../src/plan/sample-catalog.ts";

interface Size {
  times: number;
  units: number;
  skills: number;
  adverts: number;
  /** Length of the plan, so that it is seen to be years. */
  weeks: number;
  medianMs: number;
  worstMs: number;
  /** Of the median, for one unit. */
  perUnitMs: number;
}

export interface PlanResult {
  bench: "plan";
  node: string;
  runs: number;
  limitMs: number;
  withinLimit: boolean;
  sizes: Size[];
}

/** A tenth of a second is what feels immediate. */
const limitMs = 100;
const times = [1, 10, 100];
/** The largest takes about a second each. */
const turns = { 1: 21, 10: 9, 100: 3 } as Record<number, number>;

export async function benchPlan(say: (line: string) => void): Promise<PlanResult> {
  const sizes = times.map((factor) => {
    say(`planning ${200 * factor} units`);
    return measure(factor);
  });
  return {
    bench: "plan",
    node: process.version,
    runs: forecastRuns,
    limitMs,
    withinLimit: (sizes[0] as Size).medianMs <= limitMs,
    sizes,
  };
}

export function planTable({ runs, limitMs, withinLimit, sizes }: PlanResult): string {
  const cells = sizes.map(({ units, skills, adverts, weeks, medianMs, worstMs, perUnitMs }) =>
    [
      `${units} units`,
      `${skills} skills`,
      `${adverts} adverts`,
      `${Math.round(weeks)} weeks`,
      `median ${medianMs.toFixed(1)} ms`,
      `worst ${worstMs.toFixed(1)} ms`,
      `${(perUnitMs * 1000).toFixed(0)} µs a unit`,
    ].map((cell) => cell.padStart(20)),
  );
  const verdict = withinLimit ? "within" : "above";
  return `${cells.map((row) => row.join("")).join("\n")}\n${runs} runs of the forecast; ${verdict} the limit of ${limitMs} ms\n`;
}

function measure(factor: number): Size {
  const units = 200 * factor;
  const skills = 2 * units;
  const catalog = sampleCatalog("bench", { skills, units, shelf: 20 * factor });
  const ids = [...catalog.skills.keys()];
  const checks = [...catalog.skills.values()].flatMap(({ provenBy }) => provenBy);
  const input = {
    catalog,
    // Fifteen hours a week make about five years of the first size.
    person: samplePerson({
      occupation: "nurse",
      hoursByWeekday: { monday: 2, tuesday: 2, wednesday: 2, thursday: 2, friday: 0, saturday: 5, sunday: 3 },
    }),
    adverts: sampleAdverts(Object.fromEntries(ids.map((id, i) => [id, (i * 37) % 201])), 200),
    evidence: [
      sampleEvidence({ passed: checks.filter((_, i) => i % 9 === 0), failed: checks.filter((_, i) => i % 9 === 1) }),
    ],
    progress: progressSchema.parse({
      sessions: Array.from({ length: 200 }, (_, i) => ({
        date: `2026-0${1 + (i % 6)}-${String(1 + (i % 28)).padStart(2, "0")}`,
        minutes: 90,
        unit: ids[i % ids.length],
      })),
    }),
    today: "2026-07-01",
    seed: "bench",
  };
  const weeks = makePlan(input).forecast.weeks.middle;
  const tookMs = Array.from({ length: turns[factor] ?? 3 }, (_, turn) => {
    const before = performance.now();
    makePlan({ ...input, seed: `bench ${turn}` });
    return performance.now() - before;
  }).sort((a, b) => a - b);
  const medianMs = tookMs[tookMs.length >> 1] as number;
  return {
    times: factor,
    units,
    skills,
    adverts: 200,
    weeks,
    medianMs,
    worstMs: tookMs.at(-1) as number,
    perUnitMs: medianMs / units,
  };
}
