/**
 * Three numbers a month: skills to prove, people to talk to, applications to send. Beside them what was done.
 */
import type { Month, PlannedUnit, StepWindow } from "../contract/plan.ts";
import type { Progress } from "../contract/progress.ts";
import type { Calendar } from "./calendar.ts";
import { dayOf, firstOfNextMonth, monthOf } from "./day.ts";

/** Ten years: after that a list of months says nothing to anybody. */
const mostMonths = 120;

/**
 * What a candidate from the same field sends in a month: two a week, each tailored, which is about an hour's work; with
 * fewer than ten hours a week, fewer. Our assumption: no source of ours has a figure.
 */
const baselineAMonth = { most: 8, perHourAWeek: 0.8 } as const;
/** "Expect two to three times as many applications as candidates from the same field." s1-frontend-to-backend-uk. */
const changersFactor = 2.5;
/** One talk a month keeps a thread alive; while applying it is two, since warm introductions get more answers. Assumption. */
const conversationsAMonth = { learning: 1, applying: 2 } as const;

export function setMonthTargets(options: {
  units: readonly PlannedUnit[];
  steps: readonly StepWindow[];
  progress: Progress;
  /** Days on which a skill was first proven or shown. */
  skillsDone: readonly string[];
  calendar: Calendar;
  start: string;
  today: string;
  ready: string;
}): Month[] {
  const { units, steps, progress, skillsDone, calendar, start, today, ready } = options;
  const skills = units.flatMap((unit) => unit.skills);
  const applying = steps.find(({ goals }) => goals.some(({ metric }) => metric === "entry-roles-tried"))?.from ?? ready;
  const talks = steps.find(({ goals }) => goals.some(({ metric }) => metric === "conversations-held"));
  const baseline = Math.min(baselineAMonth.most, calendar.hoursAWeek * baselineAMonth.perHourAWeek);
  const months: Month[] = [];
  for (let month = monthOf(start); month <= monthOf(ready) && months.length < mostMonths; ) {
    const next = firstOfNextMonth(month);
    const first = `${month}-01`;
    const within = (date: string) => monthOf(date) === month;
    const over = month < monthOf(today);
    const done = skillsDone.filter(within).length;
    const share = (from: string) =>
      Math.min(Math.max((dayOf(next) - dayOf(from)) / (dayOf(next) - dayOf(first)), 0), 1);
    const talksDue =
      talks && talks.from < next && talks.to >= first
        ? Math.max(...talks.goals.filter(({ metric }) => metric === "conversations-held").map(({ atLeast }) => atLeast))
        : share(applying) > 0
          ? conversationsAMonth.applying
          : conversationsAMonth.learning;
    const target = (figure: number) => (over ? null : Math.round(figure));
    months.push({
      month,
      hours: calendar.hoursBefore(dayOf(next)) - calendar.hoursBefore(dayOf(first)),
      skills: { target: target(done + skills.filter(({ to }) => within(to)).length), actual: done },
      conversations: {
        target: target(talksDue),
        actual: progress.conversations.filter(({ date }) => within(date)).length,
      },
      applications: {
        target: target(baseline * changersFactor * share(applying)),
        actual: progress.applications.filter(({ date }) => within(date)).length,
      },
    });
    month = monthOf(next);
  }
  return months;
}
