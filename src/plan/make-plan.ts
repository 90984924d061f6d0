/**
 * Makes the plan: from what is known of the person, their adverts and their evidence, to dated units, a forecast and the one
 * next thing. Pure: no files, no clock; `today` and `seed` come from outside, and the same input gives the same plan.
 *
 * The file to read first. Each step is one call, in the order in which it depends on the ones before.
 */
import { seededRandom } from "../base/random.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { AdvertReport } from "../contract/advert.ts";
import type { EvidenceOutline } from "../contract/evidence.ts";
import type { Person, Private } from "../contract/person.ts";
import type { Gap, Plan, PlannedUnit } from "../contract/plan.ts";
import type { Progress } from "../contract/progress.ts";
import { makeCalendar } from "./calendar.ts";
import { countActuals } from "./count-actuals.ts";
import { dayOf } from "./day.ts";
import { explainUnits } from "./explain-unit.ts";
import { findOccupation, findTarget } from "./find-ends.ts";
import { findHoldings, type Held } from "./find-holdings.ts";
import { findNotices } from "./find-notices.ts";
import { forecast, forecastRuns, stretchBesideThreads } from "./forecast.ts";
import { judgeRealism } from "./judge-realism.ts";
import { checkpoints, layOutWindows } from "./lay-out-windows.ts";
import { learnPace } from "./learn-pace.ts";
import { listWorks } from "./list-works.ts";
import { lookAtMoney } from "./look-at-money.ts";
import { nextThings } from "./next-things.ts";
import { orderUnits } from "./order-units.ts";
import { type AdvertDemand, readDemand } from "./read-demand.ts";
import { readShelf } from "./read-shelf.ts";
import { reviewWeeks } from "./review-weeks.ts";
import { type DatedUnit, schedule } from "./schedule.ts";
import { setMonthTargets } from "./set-month-targets.ts";
import { hoursLookedAt, sumUpForecast } from "./sum-up-forecast.ts";
import { makeTimeline } from "./timeline.ts";

export type PlanCatalog = Pick<Catalog, "skills" | "occupations" | "targets" | "steps" | "pay">;

export interface PlanInput {
  catalog: PlanCatalog;
  person: Person;
  /** Pay and reasons. Left out, the plan has no private part. */
  private?: Private | undefined;
  /** What countAdverts made of the person's adverts. */
  adverts?: AdvertReport | undefined;
  evidence: readonly EvidenceOutline[];
  progress: Progress;
  /** ISO date. */
  today: string;
  seed: string;
  runs?: number;
  /** Other hours a week to say the finish for, beside those that every forecast compares. */
  alsoAt?: readonly number[];
}

export function makePlan(input: PlanInput): Plan {
  const { catalog, person, adverts, evidence, progress, today, seed, alsoAt = [] } = input;
  const { target, occupation, payFile } = lookUp(input);
  const calendar = makeCalendar(person);
  const holdings = findHoldings(input);
  const demand = readDemand({ catalog, target, adverts, holdings });
  const shelf = readShelf({ catalog, person, evidence, demand });
  const order = orderUnits({ catalog, holdings, shelf, demand });

  const pace = learnPace({ holdings: holdings.values(), progress, calendar, today: dayOf(today) });
  const works = listWorks({ order, holdings, steps: catalog.steps });
  const { hoursAWeek } = calendar;
  const bands = forecast({
    works,
    pace,
    random: seededRandom(seed),
    hoursAWeek,
    alsoAt: [...new Set([...hoursLookedAt(hoursAWeek), ...alsoAt])],
    upTo: checkpoints(order.units, catalog.steps),
    runs: input.runs ?? forecastRuns,
  });
  const timeline = makeTimeline({
    calendar,
    from: Math.max(dayOf(today), dayOf(person.start)),
  });
  const stretches = new Map(works.map((work) => [work.id, stretchBesideThreads(hoursAWeek, work.threadHoursAWeek)]));
  const dated = schedule({
    order,
    holdings,
    timeline,
    ratio: pace.ratio,
    calendarHours: bands.calendarHours.middle,
    stretchOf: (skill) => stretches.get(skill) ?? 1,
  });
  const units = withReasons(dated, catalog, demand);
  const actuals = countActuals({ ...input, holdings, ranks: demand.ranks });
  const { stages, steps, milestones, applying } = layOutWindows({
    catalog,
    units,
    bands,
    timeline,
    actuals: actuals.goals,
  });
  const outlook = sumUpForecast({ bands, timeline, calendar, pace, person, steps: catalog.steps, applying, alsoAt });
  const gaps = gapsOf(holdings, demand);

  return {
    format: "seaworthy-plan/1",
    today,
    seed,
    start: person.start,
    occupation: person.occupation,
    target: target.id,
    market: person.market,
    hoursAWeek,
    audit: auditOf({ person, occupation, target }),
    gaps,
    units,
    totals: totalsOf(units),
    threads: threadsOf(catalog, units, today),
    stages,
    steps,
    tips: applying.middle,
    milestones,
    months: setMonthTargets({
      units,
      steps,
      applyingFrom: applying.middle,
      progress,
      skillsDone: actuals.skillsDone,
      calendar,
      start: person.start,
      today,
      ready: outlook.ready.middle,
    }),
    next: nextThings({ units, catalog, hoursByWeekday: person.hoursByWeekday }),
    shelf,
    adverts: { adverts: adverts?.adverts ?? 0, target: adverts?.target ?? 20, enough: demand.enough },
    realism: judgeRealism({ gaps, units, forecast: outlook, hoursAWeek, from: timeline.from }),
    forecast: outlook,
    weeks: reviewWeeks({ progress, calendar, start: dayOf(person.start), today: dayOf(today) }),
    notices: findNotices({
      progress,
      units,
      projectsPassed: actuals.goals["judged-projects-passed"] ?? 0,
      checkedAt: evidence.map(({ beganAt }) => beganAt),
      today: dayOf(today),
    }),
    ...(input.private
      ? {
          private: {
            ...(payFile
              ? {
                  money: lookAtMoney({
                    payFile,
                    occupation,
                    target,
                    money: input.private.money ?? { level: "mid" },
                    job: person.job,
                    adverts,
                    weeksUntilReady: outlook.weeks.late,
                  }),
                }
              : {}),
            payOnly: input.private.reasons.length === 1 && input.private.reasons[0] === "pay",
          },
        }
      : {}),
  };
}

/** What the person names has to be there. */
function lookUp({ catalog, person }: PlanInput) {
  return {
    target: findTarget(catalog, person.target, "correct `target` in person.yaml"),
    occupation:
      person.occupation === null
        ? undefined
        : findOccupation(catalog, person.occupation, "correct `occupation` in person.yaml"),
    // A market without a pay file still has a plan; it has no money in it.
    payFile: catalog.pay.get(person.market),
  };
}

function withReasons(dated: readonly DatedUnit[], catalog: PlanCatalog, demand: AdvertDemand): PlannedUnit[] {
  const reasons = explainUnits(dated, { catalog, demand });
  return dated.map(({ shelfReason: _, ...unit }) => ({ ...unit, why: reasons.get(unit.id) as string }));
}

/** All skills, those that wait on the shelf too: what an advert asks for is a gap, whether or not it is planned. */
function gapsOf(holdings: ReadonlyMap<string, Held>, { bySkill, ranks }: AdvertDemand): Gap[] {
  return [...holdings.values()].map(({ skill, holding, level, passed, hoursLow, hoursHigh }) => {
    const demand = bySkill.get(skill.id);
    const rank = ranks.get(skill.id);
    return {
      skill: skill.id,
      title: skill.title,
      holding,
      level,
      proof: { passed: passed.length, of: skill.provenBy.length },
      hoursLow,
      hoursHigh,
      ...(demand ? { demand } : {}),
      ...(rank === undefined ? {} : { rank }),
    };
  });
}

function totalsOf(units: readonly PlannedUnit[]): Plan["totals"] {
  const sum = (of: (unit: PlannedUnit) => number) => units.reduce((total, unit) => total + of(unit), 0);
  return {
    hoursLow: sum(({ hoursLow }) => hoursLow),
    hoursHigh: sum(({ hoursHigh }) => hoursHigh),
    hours: sum(({ hours }) => hours),
  };
}

/** Fewer technical skills than this and the overlap is called thin, which a frontend developer's already is. */
const thinBelow = 4;

function auditOf({
  person,
  occupation,
  target,
}: { person: Person } & Pick<ReturnType<typeof lookUp>, "occupation" | "target">): Plan["audit"] {
  const technical = occupation?.skills.filter(({ level }) => level === "daily").length ?? 0;
  const competencies = occupation?.competencies ?? [];
  return {
    sameSector: occupation?.sector === target.sector,
    technical,
    competencies: competencies.length,
    withExample: competencies.filter(({ competency }) => person.examples[competency]?.trim()).length,
    thin: technical < thinBelow,
  };
}

/** A thread begins with its unit; when that is done or gone, it has begun. */
function threadsOf({ steps }: PlanCatalog, units: readonly PlannedUnit[], today: string): Plan["threads"] {
  return steps.threads.map(({ id, title, what, fromUnit, minutesPerWeek }) => ({
    id,
    title,
    what,
    minutesAWeek: minutesPerWeek,
    from: units.find((unit) => unit.id === fromUnit)?.from ?? today,
  }));
}
