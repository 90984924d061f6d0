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

export function makeTimeline(options: {
  calendar: Calendar;
  from: Day;
  /** What returns each week beside the units takes its minutes from them. */
  threadMinutesAWeek: number;
  hoursAWeek?: number;
}): Timeline {
  const { calendar, from, threadMinutesAWeek, hoursAWeek = calendar.hoursAWeek } = options;
  const gone = calendar.hoursBefore(from);
  // With three hours a week, an hour of cards would leave nothing to build with: a quarter at most.
  const threads = Math.min(threadMinutesAWeek / 60, hoursAWeek / 4);
  /** Hours of this person's own calendar for an hour of work at these hours a week. */
  const stretch = calendar.hoursAWeek / (hoursAWeek - threads);
  const dayOfLast = (hours: number): Day => Math.max(calendar.dayOfLast(gone + hours * stretch), from);
  const iso = ({ early, middle, late }: FigureBand): DayBand => ({
    early: isoOf(dayOfLast(early)),
    middle: isoOf(dayOfLast(middle)),
    late: isoOf(dayOfLast(late)),
  });
  const weeksOf = (hours: number) => (hours <= 0 ? 0 : Math.round(((dayOfLast(hours) - from + 1) / 7) * 10) / 10);
  return {
    from,
    dayAfter: (hours) => isoOf(Math.max(calendar.dayAfter(gone + hours * stretch), from)),
    dayOfLast: (hours) => isoOf(dayOfLast(hours)),
    daysOfLast: iso,
    weeks: ({ early, middle, late }) => ({ early: weeksOf(early), middle: weeksOf(middle), late: weeksOf(late) }),
    dayAtShare: (share, hoursLeft) => isoOf(calendar.dayOfLast(share * (gone + hoursLeft * stretch))),
    at: (other) => makeTimeline({ ...options, hoursAWeek: other }),
  };
}
