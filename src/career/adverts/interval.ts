/**
 * How far a share of a few adverts can be trusted: Wilson's score interval (1927), and Newcombe's for the difference of
 * two (method 10 of his 1998 paper). Both keep to 0 and 1 and hold at 20 adverts, where the textbook's normal interval does not.
 */
export interface Interval {
  low: number;
  high: number;
}

/** Two-sided quantiles of the normal distribution, for 95% and for 99.9%. */
const z95 = 1.959964;
export const z999 = 3.290527;

export function wilson(hits: number, of: number, z = z95): Interval {
  if (of === 0) return { low: 0, high: 1 };
  const share = hits / of;
  const centre = share + (z * z) / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const whole = 1 + (z * z) / of;
  // Rounding leaves the ends a hair beside 0 and 1.
  return {
    low: hits === 0 ? 0 : Math.max(0, (centre - reach) / whole),
    high: hits === of ? 1 : Math.min(1, (centre + reach) / whole),
  };
}

/** Of `after` minus `before`. */
export function newcombe(before: { hits: number; of: number }, after: { hits: number; of: number }, z = z95): Interval {
  const [p1, p2] = [after.hits / after.of, before.hits / before.of];
  const [first, second] = [wilson(after.hits, after.of, z), wilson(before.hits, before.of, z)];
  const difference = p1 - p2;
  return {
    low: Math.max(-1, difference - Math.hypot(p1 - first.low, second.high - p2)),
    high: Math.min(1, difference + Math.hypot(first.high - p1, p2 - second.low)),
  };
}
