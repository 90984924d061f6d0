/**
 * How many hours of the calendar the plan takes: two thousand lives of it, and between which ends eight of ten of them lie.
 *
 * Each life draws where in the ranges this person lies (once, for all skills: who needs long for one needs long for others),
 * where each skill lies, and how much of the hours set aside is really worked. What a skill draws hangs on its id alone, so
 * that taking one out changes nothing of the others, and the same seed gives the same band.
 */
import type { Random } from "../base/random.ts";
import type { FigureBand } from "../contract/plan.ts";
import { keptAssumed, type LearnedPace } from "./learn-pace.ts";

export interface Work {
  id: string;
  hoursLow: number;
  hoursHigh: number;
  /** What comes back each week while this is worked on, and takes its time from the same hours. */
  threadHoursAWeek: number;
}

export interface Bands {
  runs: number;
  /** Hours of work. */
  hours: FigureBand;
  /** Hours of the calendar: what has to be set aside, since not all of it is kept and some goes to threads. */
  calendarHours: FigureBand;
  /** The same at other hours a week. */
  at: ReadonlyMap<number, FigureBand>;
  /** Calendar hours up to and with this work; only for those that were asked for. */
  upTo: ReadonlyMap<string, FigureBand>;
}

/** Calendar hours for an hour of work beside threads: with ten hours a week and one for threads, ten ninths. */
export function stretchBesideThreads(hoursAWeek: number, threadHoursAWeek: number): number {
  // With three hours a week, an hour of threads would leave too little to build with: a quarter at most.
  return hoursAWeek / (hoursAWeek - Math.min(threadHoursAWeek, hoursAWeek / 4));
}

/** At 2,000 the ends of the band move by less than a week in a year from seed to seed (measured, see the test). */
export const forecastRuns = 2000;

/**
 * Half of where somebody lies in a range is theirs, half is the skill's. With all of it the skill's, the sum of a hundred
 * ranges would be sure to a few days, which nobody's life is; with all of it theirs, no skill could surprise. Our assumption.
 */
const shareOfPerson = 0.5;

/**
 * All skills draw from one long row of numbers, each from its own place in it, which its id decides. With a stream for each
 * skill the draws took half of the time of a plan; this way a tenth. The row is so many times the runs long, so that two
 * skills hardly ever share a place.
 */
const rowPerRun = 8;

export function forecast(options: {
  works: readonly Work[];
  pace: LearnedPace;
  random: Random;
  hoursAWeek: number;
  /** Other hours a week to look at. */
  alsoAt?: readonly number[];
  upTo?: ReadonlySet<string>;
  runs?: number;
}): Bands {
  const { works, pace, random, hoursAWeek, alsoAt = [], upTo = new Set<string>(), runs = forecastRuns } = options;
  const { person, kept } = drawPerson({ pace, random, runs });
  const row = draws(random.fork("skills"), (rowPerRun + 1) * runs);
  /** Hours of work of each life, apart by the threads beside them: only those stretch differently. */
  const sums = new Map<number, Float64Array>();
  const calendarBand = (weekly: number) => {
    const calendar = new Float64Array(runs);
    for (const [threads, hours] of sums) add(calendar, hours, stretchBesideThreads(weekly, threads));
    return bandOf(calendar.map((hours, i) => hours / (kept[i] as number)));
  };
  const bands = new Map<string, FigureBand>();
  for (const { id, hoursLow, hoursHigh, threadHoursAWeek } of works) {
    const own = row.subarray(random.fork(id).integer(0, rowPerRun * runs));
    const low = hoursLow * pace.ratio;
    const spread = (hoursHigh - hoursLow) * pace.ratio;
    const sum = sums.get(threadHoursAWeek) ?? new Float64Array(runs);
    sums.set(threadHoursAWeek, sum);
    for (let i = 0; i < runs; i++) {
      const place = shareOfPerson * (person[i] as number) + (1 - shareOfPerson) * (own[i] as number);
      sum[i] = (sum[i] as number) + low + spread * place;
    }
    if (upTo.has(id)) bands.set(id, calendarBand(hoursAWeek));
  }
  const hours = new Float64Array(runs);
  for (const sum of sums.values()) add(hours, sum, 1);
  const at = new Map([hoursAWeek, ...alsoAt].map((weekly) => [weekly, calendarBand(weekly)]));
  return { runs, hours: bandOf(hours), calendarHours: at.get(hoursAWeek) as FigureBand, at, upTo: bands };
}

/** Where the person lies in all ranges, and how much of their hours they keep. What was recorded narrows both. */
function drawPerson({ pace, random, runs }: { pace: LearnedPace; random: Random; runs: number }) {
  const person = draws(random.fork("person"), runs).map((place) => 0.5 + (place - 0.5) * pace.assumedShare);
  const kept = draws(random.fork("kept"), runs).map((place) => {
    const assumed = keptAssumed.low + (keptAssumed.high - keptAssumed.low) * place;
    return pace.assumedShare * assumed + (1 - pace.assumedShare) * pace.keptSeen;
  });
  return { person, kept };
}

function add(sums: Float64Array, figures: Float64Array, factor: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + factor * (figures[i] as number);
}

/** 0 to 1 in steps of a millionth. */
function draws(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => random.integer(0, 1_000_000) / 1_000_000);
}

/** 10th, 50th and 90th percentile. Sorts what it is given. */
function bandOf(values: Float64Array): FigureBand {
  values.sort();
  const at = (share: number) => values[Math.floor(share * (values.length - 1))] ?? 0;
  return { early: at(0.1), middle: at(0.5), late: at(0.9) };
}
