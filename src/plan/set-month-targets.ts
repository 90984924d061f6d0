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
  /** The day from which more of the effort goes into landing. */
  applyingFrom: string;
  progress: Progress;
  /** Days on which a skill was first proven or shown. */
  skillsDone: readonly string[];
  calendar: Calendar;
  start: string;
  today: string;
  ready: string;
}): Month[] {
  const { units, steps, progress, calendar, today } = options;
  const planned = countByMonth(units.flatMap(({ skills }) => skills.map(({ to }) => to)));
  const proven = countByMonth(options.skillsDone);
  const talked = countByMonth(progress.conversations.map(({ date }) => date));
  const applied = countByMonth(progress.applications.map(({ date }) => date));
  const talksDue = conversationsDue(steps, options.applyingFrom);
  const applicationsDue = applicationsDueAt(calendar.hoursAWeek, options.applyingFrom);
  return monthsBetween(options.start, options.ready).map((month): Month => {
    const target = (figure: number) => (month < monthOf(today) ? null : figure);
    const actual = (counts: ReadonlyMap<string, number>) => counts.get(month) ?? 0;
    return {
      month,
      hours: calendar.hoursBefore(dayOf(firstOfNextMonth(month))) - calendar.hoursBefore(dayOf(`${month}-01`)),
      skills: { target: target(actual(proven) + actual(planned)), actual: actual(proven) },
      conversations: { target: target(talksDue(month)), actual: actual(talked) },
      applications: { target: target(applicationsDue(month)), actual: actual(applied) },
    };
  });
}

function countByMonth(dates: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const date of dates) counts.set(monthOf(date), (counts.get(monthOf(date)) ?? 0) + 1);
  return counts;
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (
    let month = monthOf(from);
    month <= monthOf(to) && months.length < mostMonths;
    month = monthOf(firstOfNextMonth(month))
  )
    months.push(month);
  return months;
}

/** What the research step asks for, spread over its months; then enough to keep the thread. */
function conversationsDue(steps: readonly StepWindow[], applyingFrom: string) {
  const research = steps.find(({ goals }) => goals.some(({ metric }) => metric === "conversations-held"));
  const inAll = research?.goals.find(({ metric }) => metric === "conversations-held")?.atLeast ?? 0;
  const months = research ? monthsBetween(research.from, research.to) : [];
  return (month: string): number => {
    const usual = month >= monthOf(applyingFrom) ? conversationsAMonth.applying : conversationsAMonth.learning;
    return months.includes(month) ? Math.max(Math.ceil(inAll / months.length), usual) : usual;
  };
}

/** For the first month only its part. */
function applicationsDueAt(hoursAWeek: number, from: string) {
  const whole = Math.min(baselineAMonth.most, hoursAWeek * baselineAMonth.perHourAWeek) * changersFactor;
  return (month: string): number => {
    const [first, next] = [dayOf(`${month}-01`), dayOf(firstOfNextMonth(month))];
    return Math.round(whole * Math.min(Math.max((next - dayOf(from)) / (next - first), 0), 1));
  };
}
