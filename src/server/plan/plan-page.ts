/**
 * The plan as its page shows it: the kept one, or the same person at other hours a week.
 */

import { planSeed } from "../../career/plan-from-records.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { marketOf } from "../../catalog/find-market.ts";
import { hoursOffered, type PlanPage } from "../../contract/api/plan.ts";
import type { Forecast, Holding, Plan } from "../../contract/plan.ts";
import { changeHours } from "../../plan/change-hours.ts";
import { makePlan } from "../../plan/make-plan.ts";
import type { AccountPlan } from "./plan-of.ts";

export function planPage(own: AccountPlan, hoursAWeek: number | undefined): PlanPage {
  const { catalog, person, today, locale } = own;
  const tried = hoursAWeek === undefined || hoursAWeek === own.plan.hoursAWeek ? undefined : hoursAWeek;
  const change = tried === undefined ? null : changeHours(person, { hoursAWeek: tried, today });
  const plan = change ? makePlan({ ...inputOf(own), person: { ...person, ...change } }) : own.plan;
  const { private: secret, gaps, ...shown } = plan;
  const occupation = catalog.occupations.get(plan.occupation ?? "");
  return {
    locale,
    from: occupation ? { id: occupation.id, title: occupation.title } : null,
    to: { id: plan.target, title: catalog.targets.get(plan.target)?.title ?? plan.target },
    market: { id: plan.market, title: marketOf(plan.market, catalog.pay).title },
    plan: shown,
    skills: countHoldings(gaps, plan, catalog),
    money: secret?.money ?? null,
    payOnly: secret?.payOnly ?? false,
    hours: { kept: own.plan.hoursAWeek, byWeekday: person.hoursByWeekday },
    change,
    finishes: finishesOf(own),
    pauses: person.pauses,
    job: person.job,
    sources: sourcesOf(plan, catalog),
  };
}

function inputOf({ catalog, person, private: secret, report, evidence, progress, today }: AccountPlan) {
  return { catalog, person, private: secret, adverts: report, evidence, progress, today, seed: planSeed };
}

const offered = Array.from({ length: hoursOffered.most - hoursOffered.least + 1 }, (_, i) => hoursOffered.least + i);

/** Worked out once a plan: it takes as long as two plans do (measured: 20 ms). */
const finishes = new WeakMap<Plan, Forecast["paces"]>();

function finishesOf(own: AccountPlan): Forecast["paces"] {
  const known = finishes.get(own.plan) ?? makePlan({ ...inputOf(own), alsoAt: offered }).forecast.paces;
  finishes.set(own.plan, known);
  return known;
}

/** What is on the way. The shelf is no gap until something takes it down. */
function countHoldings(gaps: Plan["gaps"], { units }: Plan, { skills }: Catalog): Record<Holding, number> {
  const planned = new Set(units.flatMap((unit) => unit.skills.map(({ skill }) => skill)));
  const counts = { proven: 0, shown: 0, claimed: 0, assumed: 0, missing: 0 };
  for (const { skill, holding } of gaps) {
    const waits = holding === "missing" && skills.get(skill)?.path === "not-yet" && !planned.has(skill);
    if (!waits) counts[holding] += 1;
  }
  return counts;
}

function sourcesOf({ forecast, private: secret }: Plan, { sources }: Catalog): PlanPage["sources"] {
  const { bands = [], present } = secret?.money ?? {};
  const named = [...forecast.published, ...bands].map(({ source }) => source);
  if (present?.source !== undefined) named.push(present.source);
  return Object.fromEntries(
    [...new Set(named)].flatMap((id) => {
      const source = sources.get(id);
      if (!source) return [];
      const { title, year, url } = source;
      return [[id, { title, year, ...(url === undefined ? {} : { url }) }]];
    }),
  );
}
