/**
 * The forecast as it is shown: a band in days and weeks, the same work at other hours a week, what a wished day would take,
 * and every assumption that it rests on.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { Person } from "../contract/person.ts";
import type { DayBand, Forecast } from "../contract/plan.ts";
import type { Calendar } from "./calendar.ts";
import { dayOf } from "./day.ts";
import type { Bands } from "./forecast.ts";
import { keptAssumed, type LearnedPace } from "./learn-pace.ts";
import type { Timeline } from "./timeline.ts";

/** The published ways assume ten to twenty hours a week; side by side they show what an hour is worth. */
const hoursCompared = [10, 15, 20] as const;

/** What a free working day gives once the errands that move into it are done. Our assumption. */
const hoursOfFreeDay = 6;

/** Hours a week besides the person's own that a forecast is shown for. */
export function hoursLookedAt(hoursAWeek: number): number[] {
  return [...hoursCompared, hoursAWeek + hoursOfFreeDay].filter((hours) => hours !== hoursAWeek);
}

export function sumUpForecast(options: {
  bands: Bands;
  timeline: Timeline;
  calendar: Calendar;
  pace: LearnedPace;
  person: Person;
  steps: Catalog["steps"];
  /** When applying begins. */
  applying: DayBand;
  /** Other hours a week, beside those that are always compared. */
  alsoAt: readonly number[];
}): Forecast {
  const { bands, timeline, calendar, pace, person, steps, alsoAt } = options;
  const { hoursAWeek } = calendar;
  const { calendarHours } = bands;
  const weeks = timeline.weeks(calendarHours);
  const bandAt = (hours: number) => bands.at.get(hours) ?? calendarHours;
  const weeksAt = (hours: number) => timeline.at(hours).weeks(bandAt(hours));
  const { assumedShare: _, keptSeen: __, ...shownPace } = pace;
  return {
    runs: bands.runs,
    hours: { early: whole(bands.hours.early), middle: whole(bands.hours.middle), late: whole(bands.hours.late) },
    weeks,
    applying: options.applying,
    ready: timeline.daysOfLast(calendarHours),
    paces: [...new Set([...hoursCompared, ...alsoAt, hoursAWeek])]
      .sort((a, b) => a - b)
      .map((hours) => ({
        hoursAWeek: hours,
        weeks: weeksAt(hours),
        ready: timeline.at(hours).daysOfLast(bandAt(hours)),
        own: hours === hoursAWeek,
      })),
    fourDayWeek: {
      hoursAWeek: hoursAWeek + hoursOfFreeDay,
      weeksSaved: Math.round((weeks.middle - weeksAt(hoursAWeek + hoursOfFreeDay).middle) * 10) / 10,
    },
    ...(person.wish ? { wish: wishOf(person.wish.readyBy, options) } : {}),
    pace: shownPace,
    published: steps.shape.months.map(({ low, high, source }) => ({ monthsLow: low, monthsHigh: high, source })),
    assumptions: assumptionsOf(options),
  };
}

/** The hours a week that the wished day takes, by the hours that the calendar has until then. */
function wishOf(
  readyBy: string,
  { bands, timeline, calendar }: { bands: Bands; timeline: Timeline; calendar: Calendar },
): NonNullable<Forecast["wish"]> {
  const hoursThere = calendar.hoursBefore(dayOf(readyBy) + 1) - calendar.hoursBefore(timeline.from);
  const needed = (hours: number) =>
    // A wished day without an hour before it cannot be met; 168 hours are a whole week, and say so.
    hoursThere <= 0 ? 168 : Math.min(Math.ceil((hours / hoursThere) * calendar.hoursAWeek * 2) / 2, 168);
  return {
    readyBy,
    hoursAWeekMiddle: needed(bands.calendarHours.middle),
    hoursAWeekLate: needed(bands.calendarHours.late),
    likely: timeline.daysOfLast(bands.calendarHours).middle <= readyBy,
  };
}

function assumptionsOf({
  bands,
  pace,
  calendar,
  steps,
}: {
  bands: Bands;
  pace: LearnedPace;
  calendar: Calendar;
  steps: Catalog["steps"];
}): string[] {
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const minutes = steps.threads.reduce((sum, { minutesPerWeek }) => sum + minutesPerWeek, 0);
  return [
    "The hours of each skill are our own estimate, a low and a high one. Nobody measured them; each skill says what they rest on.",
    `${bands.runs.toLocaleString("en-GB")} runs with a fixed seed. The band leaves out the fastest and the slowest tenth of them.`,
    "Half of where you lie in a range is you and holds for all skills, half is the skill.",
    ...(pace.basis === "recorded"
      ? [
          `From your ${whole(pace.hoursRecorded)} recorded hours: an hour of ours takes you ${pace.ratio.toFixed(2)}, and ${percent(pace.kept)} of the hours that you set aside become work.`,
        ]
      : [
          `Of your ${calendar.hoursAWeek} hours a week, ${percent(keptAssumed.low)} to ${percent(keptAssumed.high)} become work; the rest is illness, overtime and life. Your own record takes over after four weeks.`,
        ]),
    "What you said or your job suggests that you hold is counted with a part of its hours, until a check proves it.",
    ...(minutes > 0 ? [`Up to ${minutes} minutes of each week go to what comes back weekly.`] : []),
    "The last day is when everything in the plan is done, the first applications too. When an employer says yes, nobody can forecast.",
  ];
}

function whole(hours: number): number {
  return Math.round(hours);
}
