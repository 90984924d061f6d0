/**
 * The hours that a person sets aside, day by day. It answers two questions: how many hours lie before a day, and on which
 * day so many hours are used up.
 */
import type { HoursByWeekday, Pause, Person, Weekday } from "../contract/person.ts";
import { weekdays } from "../contract/person.ts";
import { type Day, dayOf, weekdayOf } from "./day.ts";

export interface Calendar {
  /** Of an ordinary week, pauses aside. */
  hoursAWeek: number;
  /** Hours from the start up to this day, the day itself not counted. */
  hoursBefore(day: Day): number;
  /** The day on which work goes on when so many hours are used up: where the next thing starts. */
  dayAfter(hours: number): Day;
  /** The day on which the last of so many hours is worked: where a thing ends. */
  dayOfLast(hours: number): Day;
}

/**
 * No plan looks further ahead. It is only reached with an hour a week and everything still to learn; the last day then
 * stands for "not in this life", and nothing loops for ever.
 */
const horizonDays = 100 * 365;

/** Hours are sums of quarters divided by factors; below this two of them are the same. */
const tolerance = 1e-9;

export function makeCalendar(options: {
  start: string;
  hoursByWeekday: HoursByWeekday;
  earlierHours?: Person["earlierHours"];
  pauses?: readonly Pause[];
}): Calendar {
  const first = dayOf(options.start);
  const hoursOn = hoursOnDay(options);
  /** `sums[i]`: hours of the first i days. Grows as far as anybody asks. */
  const sums = [0];
  const growTo = (days: number) => {
    for (let i = sums.length; i <= Math.min(days, horizonDays); i++)
      sums.push((sums[i - 1] as number) + hoursOn(first + i - 1));
  };
  const firstDayWhere = (reached: (sumAtItsEnd: number) => boolean): Day => {
    while (!reached(sums.at(-1) as number) && sums.length <= horizonDays) growTo(sums.length * 2);
    let low = 0;
    let high = sums.length - 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached(sums[middle + 1] as number)) high = middle;
      else low = middle + 1;
    }
    return first + Math.max(low, 0);
  };
  return {
    hoursAWeek: weekdays.reduce((sum, day) => sum + options.hoursByWeekday[day], 0),
    hoursBefore: (day) => {
      const days = Math.min(Math.max(day - first, 0), horizonDays);
      growTo(days);
      return sums[days] as number;
    },
    dayAfter: (hours) => firstDayWhere((sum) => sum > hours + tolerance),
    dayOfLast: (hours) => firstDayWhere((sum) => sum > 0 && sum >= hours - tolerance),
  };
}

/** Where pauses overlap, the later one in the list counts: it was written last. */
function hoursOnDay(options: Parameters<typeof makeCalendar>[0]) {
  const { hoursByWeekday, earlierHours = [], pauses = [] } = options;
  const spans = pauses
    .map(({ from, to, hoursByWeekday: other }) => ({ from: dayOf(from), to: dayOf(to), hours: other ?? {} }))
    .reverse();
  const earlier = earlierHours.map(({ until, hoursByWeekday: hours }) => ({ until: dayOf(until), hours }));
  return (day: Day): number => {
    const weekday: Weekday = weekdayOf(day);
    const pause = spans.find(({ from, to }) => from <= day && day <= to);
    if (pause) return pause.hours[weekday] ?? 0;
    return (earlier.find(({ until }) => day <= until)?.hours ?? hoursByWeekday)[weekday];
  };
}
