/**
 * From the plan to its first page: the three next things with their names, which of them fits, and what waits. Pure.
 */
import type { Proof } from "../../contract/api/evidence.ts";
import type { Hint } from "../../contract/api/home.ts";
import { type Span, spans, type Today, type TodayThing, type Waiting } from "../../contract/api/today.ts";
import type { Check } from "../../judge/check.ts";
import { dayOf, isoOf } from "../../plan/day.ts";
import { hoursOn, nextDayWithHours } from "../../plan/next-day.ts";
import type { AccountPlan } from "../plan/plan-of.ts";

export interface TodayInput {
  plan: AccountPlan;
  drafts: number;
  proofs: readonly Proof[];
  checks: ReadonlyMap<string, Check>;
  hints: readonly Hint[];
  /** As long as there is; left out, what is set aside. */
  minutes: number | undefined;
}

export function todayView({ plan: of, drafts, proofs, checks, hints, minutes }: TodayInput): Today {
  const { plan, person, progress, locale } = of;
  const { today } = plan;
  const minutesFree = Math.round(hoursOn(person, today) * 60);
  const minutesDone = progress.sessions
    .filter(({ date }) => date === today)
    .reduce((sum, session) => sum + session.minutes, 0);
  const things = spans.flatMap((span) => thingOf(span, of, checks) ?? []);
  const tomorrow = isoOf(dayOf(today) + 1);
  const next = nextDayWithHours(person, tomorrow);
  return {
    locale,
    today,
    minutesFree,
    minutesDone: Math.round(minutesDone),
    things,
    fits: fitting(things, minutes ?? minutesFree),
    waiting: waitingLines({ plan, drafts, proofs }),
    hints,
    nextSession: next === undefined ? null : { on: next, minutes: Math.round(hoursOn(person, next) * 60) },
    ready: plan.forecast.ready,
  };
}

function thingOf(
  span: Span,
  { plan, catalog }: AccountPlan,
  checks: ReadonlyMap<string, Check>,
): TodayThing | undefined {
  const thing = plan.next[span];
  const unit = plan.units.find(({ id }) => id === thing?.unit);
  if (!thing || !unit) return undefined;
  return {
    span,
    title: thing.title,
    doThis: thing.doThis,
    minutes: thing.minutes,
    why: thing.why,
    unit: { id: unit.id, title: unit.title, build: unit.build },
    skill: { id: thing.skill, title: catalog.skills.get(thing.skill)?.title ?? thing.skill },
    checks: thing.checks.map((id) => ({ id, title: checks.get(id)?.title.passed ?? id })),
    project: unit.project ?? null,
    noteOn: span === "weekend" ? thing.unit : thing.skill,
  };
}

/** The largest that fits; half an hour short of two hours is still no reason to take the small one. */
function fitting(things: readonly TodayThing[], minutes: number): Span | null {
  const fits = things.toReversed().find((thing) => thing.minutes <= minutes + 30);
  return (fits ?? things[0])?.span ?? null;
}

function waitingLines({
  plan,
  drafts,
  proofs,
}: {
  plan: AccountPlan["plan"];
  drafts: number;
  proofs: readonly Proof[];
}): Waiting[] {
  const number = (state: Proof["state"]) => proofs.filter((proof) => proof.state === state).length;
  const [broken, stale] = [number("broken"), number("stale")];
  return [
    ...(drafts > 0
      ? [{ id: "drafts", says: `${counted(drafts, "draft")} in the log, waiting for a line of yours.`, to: "/log" }]
      : []),
    ...(broken > 0
      ? [
          {
            id: "broken",
            says: `${counted(broken, "check")} broken: passed before, and failed since.`,
            to: "/evidence",
          },
        ]
      : []),
    ...(stale > 0
      ? [
          {
            id: "stale",
            says: `${counted(stale, "proof")} older than the program: run it again when you like.`,
            to: "/evidence",
          },
        ]
      : []),
    ...plan.notices.map(({ id, says }) => ({ id, says, to: noticePlaces[id] ?? null })),
  ];
}

/** Where a notice of the plan is dealt with. */
const noticePlaces: Readonly<Record<string, string>> = {};

const counted = (number: number, what: string) => `${number} ${what}${number === 1 ? " is" : "s are"}`;
