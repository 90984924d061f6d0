/**
 * How fast this person goes, and how much of the time that they set aside becomes work. Assumed at first; from four weeks of
 * recorded sessions on, learned from them, a little more each week.
 *
 * Without blame: a week without work is a figure in the next forecast and nothing else.
 */
import type { Pace } from "../contract/plan.ts";
import type { Progress } from "../contract/progress.ts";
import type { Calendar } from "./calendar.ts";
import { type Day, dayOf } from "./day.ts";
import type { Held } from "./find-holdings.ts";

export interface LearnedPace extends Pace {
  /** How much of the assumption is left in it: 1 before anything is recorded, and ever less. */
  assumedShare: number;
  /** Share of hours kept in the recorded weeks. */
  keptSeen: number;
}

/**
 * Of the hours that somebody with a job sets aside, so much becomes work. Our assumption, from illness, overtime and
 * holidays: in a bad run a third is lost, in a good one nothing. Nobody measured it; the own record takes its place.
 */
export const keptAssumed = { low: 0.7, high: 1 } as const;

/** "Updates from the actual pace after four weeks": before that a single holiday would move the end by months. */
const weeksUntilLearned = 4;

/** Older weeks say little about the present ones: jobs, children and seasons change. */
const weeksLookedAt = 8;

/** So many hours at our own estimate are mixed into the ratio, so that one odd skill does not rule it. */
const hoursOfDoubt = 40;

/** Anything recorded for shorter is a look around, and says nothing about pace. */
const shortestHours = 1;

export function learnPace(options: {
  holdings: Iterable<Held>;
  progress: Progress;
  calendar: Calendar;
  today: Day;
}): LearnedPace {
  const { holdings, progress, calendar, today } = options;
  const days = progress.sessions.map(({ date }) => dayOf(date)).filter((day) => day <= today);
  const first = Math.min(...days);
  const hoursRecorded = progress.sessions.reduce((sum, { minutes }) => sum + minutes / 60, 0);
  const weeksRecorded = days.length === 0 ? 0 : (today - first) / 7;
  const assumed = (keptAssumed.low + keptAssumed.high) / 2;
  if (weeksRecorded < weeksUntilLearned)
    return {
      ratio: 1,
      kept: assumed,
      basis: "assumed",
      hoursRecorded,
      weeksRecorded,
      assumedShare: 1,
      keptSeen: assumed,
    };
  const keptSeen = keptInTheLastWeeks({ progress, calendar, today, first });
  const assumedShare = weeksUntilLearned / (weeksUntilLearned + Math.min(weeksRecorded, weeksLookedAt));
  return {
    ratio: ratioOf([...holdings]),
    kept: assumedShare * assumed + (1 - assumedShare) * keptSeen,
    basis: "recorded",
    hoursRecorded,
    weeksRecorded,
    assumedShare,
    keptSeen,
  };
}

function keptInTheLastWeeks(options: { progress: Progress; calendar: Calendar; today: Day; first: Day }): number {
  const { progress, calendar, today, first } = options;
  const since = Math.max(first, today - weeksLookedAt * 7);
  const planned = calendar.hoursBefore(today) - calendar.hoursBefore(since);
  const worked = progress.sessions
    .filter(({ date }) => dayOf(date) >= since && dayOf(date) < today)
    .reduce((sum, { minutes }) => sum + minutes / 60, 0);
  if (planned <= 0) return (keptAssumed.low + keptAssumed.high) / 2;
  // Who does more than twice what they set aside has other hours than they said, and nothing must divide by zero.
  return Math.min(Math.max(worked / planned, 0.05), 2);
}

/**
 * Their hours for an hour of ours, over all that is done. What is not done yet counts only where it already took longer
 * than the rest suggests: it will not get shorter. (So finishing a thing can only ever make the ratio smaller or leave it,
 * and a skill that is proved never lengthens the plan.)
 */
function ratioOf(holdings: readonly Held[]): number {
  let spent = hoursOfDoubt;
  let ours = hoursOfDoubt;
  const recorded = holdings.filter(({ hoursSpent }) => hoursSpent >= shortestHours);
  const isDone = ({ holding }: Held) => holding === "proven" || holding === "shown";
  for (const { hoursSpent, hoursWhole } of recorded.filter(isDone)) {
    spent += hoursSpent;
    ours += hoursWhole;
  }
  const slowestFirst = recorded
    .filter((held) => !isDone(held))
    .sort((a, b) => b.hoursSpent / b.hoursWhole - a.hoursSpent / a.hoursWhole);
  for (const { hoursSpent, hoursWhole } of slowestFirst) {
    if (hoursSpent / hoursWhole <= spent / ours) break;
    spent += hoursSpent;
    ours += hoursWhole;
  }
  return spent / ours;
}
