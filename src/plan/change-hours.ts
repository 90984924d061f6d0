/**
 * Other hours a week for a person: what of them changes, and nothing else. The past keeps the hours that were set aside then.
 */
import { type HoursByWeekday, type Person, type Weekday, weekdays } from "../contract/person.ts";
import { dayOf, isoOf } from "./day.ts";
import { spreadHours } from "./spread-hours.ts";

export function changeHours(
  { hoursByWeekday, earlierHours, start }: Pick<Person, "hoursByWeekday" | "earlierHours" | "start">,
  { hoursAWeek, today }: { hoursAWeek: number; today: string },
): Pick<Person, "hoursByWeekday" | "earlierHours"> {
  const yesterday = isoOf(dayOf(today) - 1);
  // Changed twice on a day, or before the first: no day was lived with the hours that go.
  const lived = start <= yesterday && (earlierHours.at(-1)?.until ?? "") < yesterday;
  return {
    hoursByWeekday: stretched(hoursByWeekday, hoursAWeek),
    earlierHours: lived ? [...earlierHours, { until: yesterday, hoursByWeekday }] : earlierHours,
  };
}

/** As the schema of a person has it. */
const mostADay = 14;

/** The person's own week, longer or shorter: on the days that they chose, while these can hold it. To the quarter, exactly. */
function stretched(week: HoursByWeekday, hours: number): HoursByWeekday {
  const total = weekdays.reduce((sum, day) => sum + week[day], 0);
  const isOurs = weekdays.every((day) => week[day] === spreadHours(total)[day]);
  if (isOurs) return spreadHours(hours);
  const next = { ...week };
  for (const day of weekdays) next[day] = Math.min(Math.floor((week[day] / total) * hours * 4) / 4, mostADay);
  let left = hours - weekdays.reduce((sum, day) => sum + next[day], 0);
  // The longest days first; the others only when those are full.
  const order = [...weekdays].sort((a, b) => week[b] - week[a]);
  const roomIn = (days: readonly Weekday[]) => days.filter((day) => next[day] < mostADay);
  while (left > 0) {
    const chosen = roomIn(order.filter((day) => week[day] > 0));
    const room = chosen.length > 0 ? chosen : roomIn(order);
    if (room.length === 0) break;
    for (const day of room) {
      const given = Math.min(0.25, left);
      next[day] += given;
      left -= given;
    }
  }
  return next;
}
