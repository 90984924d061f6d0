/**
 * Hours a week as they fit beside a job: a longer block at the weekend, evenings for the rest, one day free while that can be.
 */
import { type HoursByWeekday, type Weekday, weekdays } from "../contract/person.ts";

/**
 * How much each day takes before the next round begins. Our assumption: after a day's work two hours are what most people can
 * still give, a weekend day holds a block of three or four, and the evening before the weekend stays free the longest.
 */
const rounds: readonly Partial<Record<Weekday, number>>[] = [
  { saturday: 3, tuesday: 1.5, thursday: 1.5 },
  { sunday: 2, monday: 1.5, wednesday: 1.5 },
  { saturday: 1, tuesday: 0.5, thursday: 0.5, monday: 0.5, wednesday: 0.5, sunday: 1 },
  { friday: 2 },
  { saturday: 3, sunday: 4 },
  { monday: 2, tuesday: 2, wednesday: 2, thursday: 2, friday: 2 },
];

/** `hours` from 1 to 60, to the quarter. Adds up exactly. */
export function spreadHours(hours: number): HoursByWeekday {
  const week: Record<Weekday, number> = {
    monday: 0,
    tuesday: 0,
    wednesday: 0,
    thursday: 0,
    friday: 0,
    saturday: 0,
    sunday: 0,
  };
  let left = Math.round(hours * 4) / 4;
  for (const round of rounds) {
    for (const [day, most] of Object.entries(round) as [Weekday, number][]) {
      const given = Math.min(most, left);
      week[day] += given;
      left -= given;
    }
  }
  // More than a week of free time beside a job: seven even days.
  for (const day of weekdays) {
    const given = Math.min(14 - week[day], Math.ceil((left / (7 - weekdays.indexOf(day))) * 4) / 4);
    week[day] += given;
    left -= given;
  }
  return week;
}
