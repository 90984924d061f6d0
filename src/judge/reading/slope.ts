/**
 * How fast something grows, from readings that jump: the median of the slopes between all pairs (Theil and Sen), with the
 * interval that Sen gave for it. A few wild readings change neither, and no dice are rolled. Pure.
 *
 * P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", 1968:
 * https://en.wikipedia.org/wiki/Theil%E2%80%93Sen_estimator
 */

export type Reading = readonly [x: number, y: number];

export interface Slope {
  /** Growth of y for each 1 of x. */
  perOne: number;
  /** The true slope lies between these with 99 of 100. */
  low: number;
  high: number;
  readings: number;
}

/** Of the normal distribution: 99 of 100 lie within so many deviations. */
const deviations = 2.576;

/** Undefined where there are too few readings for an interval that excludes anything. */
export function slopeOf(readings: readonly Reading[]): Slope | undefined {
  const n = readings.length;
  const slopes: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const [[x1, y1], [x2, y2]] = [readings[i] as Reading, readings[j] as Reading];
      if (x1 !== x2) slopes.push((y2 - y1) / (x2 - x1));
    }
  }
  const spread = deviations * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const lowest = Math.floor((slopes.length - spread) / 2);
  if (n < 6 || lowest < 0) return undefined;
  slopes.sort((a, b) => a - b);
  const at = (index: number) => slopes[Math.min(slopes.length - 1, index)] as number;
  return {
    perOne: (at((slopes.length - 1) >> 1) + at(slopes.length >> 1)) / 2,
    low: at(lowest),
    high: at(slopes.length - 1 - lowest),
    readings: n,
  };
}

/** The lowest of every so many: collected garbage leaves teeth like those of a saw, what stays is their lower edge. */
export function lowestOfEach(readings: readonly Reading[], together: number): Reading[] {
  const lowest: Reading[] = [];
  for (let from = 0; from + together <= readings.length; from += together) {
    const group = readings.slice(from, from + together);
    lowest.push(group.reduce((low, reading) => (reading[1] < low[1] ? reading : low)));
  }
  return lowest;
}
