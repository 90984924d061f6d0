/**
 * How realistic it is, in one sentence that can be stood by, and the one reason for which it would most likely fail.
 *
 * Nothing private goes in here: a plan without its private part is handed to mentors.
 */

import type { Forecast, Gap, PlannedUnit, Realism } from "../contract/plan.ts";
import { type Day, dayOf } from "./day.ts";

const weeksAYear = 52;

export function judgeRealism(options: {
  gaps: readonly Gap[];
  units: readonly PlannedUnit[];
  forecast: Forecast;
  hoursAWeek: number;
  /** The first day of what is left. */
  from: Day;
}): Realism {
  const { gaps, units, forecast } = options;
  const { weeks } = forecast;
  const inPlan = new Set(units.flatMap(({ skills }) => skills.map(({ skill }) => skill)));
  const left = gaps.filter(({ skill, hoursHigh }) => hoursHigh > 0 && inPlan.has(skill));
  const open = left.length;
  const partly = left.filter(({ holding }) => holding !== "missing").length;
  const verdict =
    weeks.middle <= weeksAYear ? "within-a-year" : weeks.middle <= 2 * weeksAYear ? "longer-than-a-year" : "years";
  return {
    verdict,
    sentence: sentenceFor(verdict, { ...options, open, partly }),
    gaps: open,
    weeks,
    risk: riskOf(options),
  };
}

function sentenceFor(
  verdict: Realism["verdict"],
  {
    open,
    partly,
    forecast,
    hoursAWeek,
    from,
  }: { open: number; partly: number; forecast: Forecast; hoursAWeek: number; from: Day },
): string {
  const { early, late } = forecast.weeks;
  if (open === 0) return "Everything in the plan is done. What is left is applying.";
  const weeksToApplying = Math.round((dayOf(forecast.applying.middle) - from) / 7);
  const applying = weeksToApplying > 0 ? `; applying begins after about ${weeksToApplying}` : "";
  const held = partly === 0 ? "" : ` (you may hold ${partly === open ? "all" : partly} of them in part)`;
  const size = `${open === 1 ? "One skill is" : `${open} skills are`} left${held}, ${Math.round(early)} to ${Math.round(late)} weeks at ${hoursAWeek} hours a week${applying}.`;
  if (verdict === "within-a-year")
    return `It can be done, with steady work. ${size} What you have today will not get the job by itself.`;
  if (verdict === "longer-than-a-year")
    return `It can be done, and it takes longer than the year that others promise. ${size} More hours or fewer, the order stays the same.`;
  return `At these hours it takes years. ${size} That is no reason not to begin; it is one to look for an hour more, or for a role on the way.`;
}

/** Below this, more is forgotten between two sessions than many people think; the published ways assume ten and more. */
const fewHoursAWeek = 6;
/** Of the hours set aside. Below a half the week that was planned is not the week that is. */
const littleKept = 0.5;
/** More left than this, and most of a year goes by before there is anything to show. */
const longWayWeeks = 40;

function riskOf({ forecast, hoursAWeek }: { forecast: Forecast; hoursAWeek: number }): string {
  const { pace, wish, weeks } = forecast;
  if (pace.basis === "recorded" && pace.kept < littleKept)
    return `The week. Of the hours that you set aside, ${Math.round(pace.kept * 100)}% become work. Set aside fewer, at times that hold, and the dates become true.`;
  if (wish && !wish.likely)
    return `The date. ${wish.readyBy} takes about ${wish.hoursAWeekMiddle} hours a week, and ${wish.hoursAWeekLate} to be fairly sure.`;
  if (hoursAWeek < fewHoursAWeek)
    return `The gaps between sessions. With ${hoursAWeek} hours a week part of each goes into remembering the last. Two fixed evenings do better than seven short ones.`;
  if (weeks.middle > longWayWeeks)
    return "Patience. The way is long, and most who stop do so before anything of theirs is online. The first deployment is worth more than its hours.";
  return "Applying too late. The gap is small enough to be closed while you apply; waiting until you feel ready would cost months.";
}
