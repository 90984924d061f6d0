/**
 * How much of a skill's hours is left for somebody who holds it already, in their own word or because their job usually
 * brings it. These are our assumptions: nobody has measured them. The first check that runs takes their place.
 *
 * Even who does a thing daily has to show it here once, in a program of their own; that is the low end of `daily`. And
 * who says "daily" has often done one corner of it; that is the high end.
 */
import type { SkillLevel } from "../contract/person.ts";

export const leftByLevel: Readonly<Record<SkillLevel, { low: number; high: number }>> = {
  none: { low: 1, high: 1 },
  touched: { low: 0.7, high: 0.9 },
  used: { low: 0.2, high: 0.5 },
  daily: { low: 0.1, high: 0.3 },
};
