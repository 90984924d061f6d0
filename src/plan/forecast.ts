/**
 * How many hours of the calendar the plan takes: two thousand lives of it, and between which ends eight of ten of them lie.
 *
 * Each life draws where in the ranges this person lies (once, for all skills: who needs long for one needs long for others),
 * where each skill lies, and how much of the hours set aside is really worked. Every skill has its own stream of
 * numbers, so that taking one out changes nothing of the others, and the same seed gives the same band.
 */
import type { Random } from "../base/random.ts";
import type { FigureBand } from "../contract/plan.ts";
import { keptAssumed, type LearnedPace } from "./learn-pace.ts";

export interface Work {
  id: string;
  hoursLow: number;
  hoursHigh: number;
}

export interface Bands {
  runs: number;
  /** Hours of work. */
  hours: FigureBand;
  /** Hours of the calendar: what has to be set aside, since not all of it is kept. */
  calendarHours: FigureBand;
  /** The same up to and with this work; only for those that were asked for. */
  upTo: ReadonlyMap<string, FigureBand>;
}

/** At 2,000 the ends of the band move by less than a week in a year from seed to seed (measured, see the test). */
export const forecastRuns = 2000;

/**
 * Half of where somebody lies in a range is theirs, half is the skill's. With all of it the skill's, the sum of a hundred
 * ranges would be sure to a few days, which nobody's life is; with all of it theirs, no skill could surprise. Our assumption.
 */
const shareOfPerson = 0.5;

export function forecast(options: {
  works: readonly Work[];
  pace: LearnedPace;
  random: Random;
  upTo?: ReadonlySet<string>;
  runs?: number;
}): Bands {
  const { works, pace, random, upTo = new Set<string>(), runs = forecastRuns } = options;
  const person = draws(random.fork("person"), runs);
  const kept = draws(random.fork("kept"), runs);
  for (let i = 0; i < runs; i++) {
    // What was recorded narrows where the person lies: the ratio tells the rest.
    person[i] = 0.5 + ((person[i] as number) - 0.5) * pace.assumedShare;
    const assumed = keptAssumed.low + (keptAssumed.high - keptAssumed.low) * (kept[i] as number);
    kept[i] = pace.assumedShare * assumed + (1 - pace.assumedShare) * pace.keptSeen;
  }
  const hours = new Float64Array(runs);
  const bands = new Map<string, FigureBand>();
  for (const { id, hoursLow, hoursHigh } of works) {
    const stream = random.fork(id);
    const spread = (hoursHigh - hoursLow) * pace.ratio;
    const low = hoursLow * pace.ratio;
    for (let i = 0; i < runs; i++) {
      const place = shareOfPerson * (person[i] as number) + (1 - shareOfPerson) * uniform(stream);
      hours[i] = (hours[i] as number) + low + spread * place;
    }
    if (upTo.has(id)) bands.set(id, bandOf(hours.map((sum, i) => sum / (kept[i] as number))));
  }
  return {
    runs,
    hours: bandOf(hours.slice()),
    calendarHours: bandOf(hours.map((sum, i) => sum / (kept[i] as number))),
    upTo: bands,
  };
}

function draws(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => uniform(random));
}

/** 0 to 1 in steps of a millionth. */
function uniform(random: Random): number {
  return random.integer(0, 1_000_000) / 1_000_000;
}

/** 10th, 50th and 90th percentile. Sorts what it is given. */
function bandOf(values: Float64Array): FigureBand {
  values.sort();
  const at = (share: number) => values[Math.floor(share * (values.length - 1))] ?? 0;
  return { early: at(0.1), middle: at(0.5), late: at(0.9) };
}
