/**
 * Days as whole numbers since 1 January 1970. A plan has no hours of the clock and no time zones, and whole numbers can be
 * added and compared.
 */
import { type Weekday, weekdays } from "../contract/person.ts";

export type Day = number;

const dayMs = 86_400_000;

/** An ISO date without a time is read as midnight UTC, so the division is exact. */
export function dayOf(iso: string): Day {
  return Date.parse(iso) / dayMs;
}

export function isoOf(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** 1 January 1970 was a Thursday. */
export function weekdayOf(day: Day): Weekday {
  return weekdays[(((day + 3) % 7) + 7) % 7] as Weekday;
}

export function mondayOf(day: Day): Day {
  return day - weekdays.indexOf(weekdayOf(day));
}

/** "2026-03". */
export function monthOf(iso: string): string {
  return iso.slice(0, 7);
}

export function firstOfNextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}
