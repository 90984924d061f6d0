/**
 * The next day on which the person has hours: today, if there are any.
 */
import type { Person } from "../contract/person.ts";
import { makeCalendar } from "./calendar.ts";
import { dayOf, isoOf } from "./day.ts";

export function nextDayWithHours(person: Person, today: string): string | undefined {
  const calendar = makeCalendar(person);
  const day = calendar.dayAfter(calendar.hoursBefore(dayOf(today)));
  return Number.isFinite(day) ? isoOf(Math.max(day, dayOf(person.start))) : undefined;
}

/** Hours set aside for a day, pauses taken off. */
export function hoursOn(person: Person, day: string): number {
  const calendar = makeCalendar(person);
  return calendar.hoursBefore(dayOf(day) + 1) - calendar.hoursBefore(dayOf(day));
}
