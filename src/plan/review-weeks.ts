/**
 * The last eight weeks: hours set aside beside hours worked, and what the work was. Shown, never scored.
 */
import type { Week } from "../contract/plan.ts";
import type { Progress } from "../contract/progress.ts";
import type { Calendar } from "./calendar.ts";
import { type Day, dayOf, isoOf, mondayOf } from "./day.ts";

/** Two months fit on a screen, and the forecast looks no further back either. */
const weeksShown = 8;

export function reviewWeeks(options: { progress: Progress; calendar: Calendar; start: Day; today: Day }): Week[] {
  const { progress, calendar, start, today } = options;
  const thisMonday = mondayOf(today);
  const firstMonday = Math.max(mondayOf(start), thisMonday - (weeksShown - 1) * 7);
  const weeks: Week[] = [];
  for (let monday = firstMonday; monday <= thisMonday; monday += 7) {
    const sessions = progress.sessions.filter(({ date }) => dayOf(date) >= monday && dayOf(date) < monday + 7);
    const hours = (kind: string) =>
      sessions.filter((session) => session.kind === kind).reduce((sum, { minutes }) => sum + minutes, 0) / 60;
    weeks.push({
      monday: isoOf(monday),
      hoursPlanned: calendar.hoursBefore(monday + 7) - calendar.hoursBefore(monday),
      hoursBuilding: hours("build"),
      hoursReading: hours("read"),
      hoursApplying: hours("apply"),
    });
  }
  return weeks;
}
