/**
 * Planning five years: 200 units of two skills each, 200 adverts, 2,000 runs of the forecast, against the limit that keeps a
 * slider of hours feeling live; and the same at ten and a hundred times the units, to see how it grows.
 *
 * Each size is planned several times after one for warming up, and the median is reported: of the thread's time on the
 * processor, so that what else the machine does is not counted, and of the clock beside it. The limit is for the first size, by
 * the processor. The first plan of all is shown too: a command on a command line makes only that one.
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
  /** Medians. */
  cpuMs: number;
  clockMs: number;
  /** Of the processor, before anything is warm. Means something for the first size alone. */
  firstCpuMs: number;
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
    withinLimit: (sizes[0] as Size).cpuMs <= limitMs,
    sizes,
  };
}

export function planTable({ runs, limitMs, withinLimit, sizes }: PlanResult): string {
  const cells = sizes.map(({ units, skills, adverts, weeks, cpuMs, clockMs, perUnitMs }) =>
    [
      `${units} units`,
      `${skills} skills`,
      `${adverts} adverts`,
      `${Math.round(weeks)} weeks`,
      `${cpuMs.toFixed(1)} ms`,
      `clock ${clockMs.toFixed(1)} ms`,
      `${(perUnitMs * 1000).toFixed(0)} µs a unit`,
    ].map((cell) => cell.padStart(20)),
  );
  const verdict = withinLimit ? "within" : "above";
  const first = `the very first plan ${(sizes[0] as Size).firstCpuMs.toFixed(0)} ms`;
  return `${cells.map((row) => row.join("")).join("\n")}\n${runs} runs of the forecast; ${verdict} the limit of ${limitMs} ms; ${first}\n`;
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
  const first = timed(() => makePlan(input));
  const took = Array.from({ length: turns[factor] ?? 3 }, (_, turn) =>
    timed(() => makePlan({ ...input, seed: `bench ${turn}` })),
  );
  const cpuMs = median(took.map((turn) => turn.cpuMs));
  return {
    times: factor,
    units,
    skills,
    adverts: 200,
    weeks: first.result.forecast.weeks.middle,
    cpuMs,
    clockMs: median(took.map((turn) => turn.clockMs)),
    firstCpuMs: first.cpuMs,
    perUnitMs: cpuMs / units,
  };
}

function timed<T>(work: () => T): { result: T; cpuMs: number; clockMs: number } {
  const began = performance.now();
  const before = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(before);
  return { result, cpuMs: (user + system) / 1000, clockMs: performance.now() - began };
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[figures.length >> 1] as number;
}
