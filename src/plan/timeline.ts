/**
 * From hours to days: where in the calendar a share of the plan's work lies, at this person's hours a week or at others.
 */
import type { DayBand, FigureBand } from "../contract/plan.ts";
import type { Calendar } from "./calendar.ts";
import { type Day, isoOf } from "./day.ts";

export interface Timeline {
  /** The first day of what is left: today, or the start where that is later. */
  from: Day;
  /** The day on which work goes on after so many calendar hours from `from`. */
  dayAfter(hours: number): string;
  /** The day on which the last of so many calendar hours is worked. */
  dayOfLast(hours: number): string;
  daysOfLast(hours: FigureBand): DayBand;
  weeks(hours: FigureBand): FigureBand;
  /** The day that lies at this share of the whole way from the start, what is left of it taken as so many hours. */
  dayAtShare(share: number, hoursLeft: number): string;
  /** The same person with other hours a week, spread over the days as theirs are. */
  at(hoursAWeek: number): Timeline;
}

export function makeTimeline(options: { calendar: Calendar; from: Day; hoursAWeek?: number }): Timeline {
  const { calendar, from, hoursAWeek = calendar.hoursAWeek } = options;
  const gone = calendar.hoursBefore(from);
  /** Hours of this person's own calendar for one at these hours a week. */
  const scale = calendar.hoursAWeek / hoursAWeek;
  const lastDay = (hours: number): Day => Math.max(calendar.dayOfLast(gone + hours * scale), from);
  const weeks = (hours: number) => (hours <= 0 ? 0 : Math.round(((lastDay(hours) - from + 1) / 7) * 10) / 10);
  return {
    from,
    dayAfter: (hours) => isoOf(Math.max(calendar.dayAfter(gone + hours * scale), from)),
    dayOfLast: (hours) => isoOf(lastDay(hours)),
    daysOfLast: ({ early, middle, late }) => ({
      early: isoOf(lastDay(early)),
      middle: isoOf(lastDay(middle)),
      late: isoOf(lastDay(late)),
    }),
    weeks: ({ early, middle, late }) => ({ early: weeks(early), middle: weeks(middle), late: weeks(late) }),
    dayAtShare: (share, hoursLeft) => isoOf(calendar.dayOfLast(share * (gone + hoursLeft * scale))),
    at: (other) => makeTimeline({ calendar, from, hoursAWeek: other }),
  };
}
