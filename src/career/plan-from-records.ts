/**
 * The plan of a person out of everything that was kept of them, wherever it was kept: their adverts are read and counted, and
 * the plan is made. Pure; the same records make the same plan.
 */
import type { Catalog } from "../catalog/catalog.ts";
import { marketOf } from "../catalog/find-market.ts";
import type { Advert, AdvertReport, KeptAdvert } from "../contract/advert.ts";
import type { Person, Private } from "../contract/person.ts";
import type { Plan } from "../contract/plan.ts";
import type { Progress } from "../contract/progress.ts";
import { makePlan, type PlanInput } from "../plan/make-plan.ts";
import { countAdverts } from "./adverts/count-adverts.ts";
import { readAdvert } from "./adverts/read-advert.ts";

export interface Records {
  catalog: Catalog;
  person: Person;
  private: Private;
  adverts: readonly KeptAdvert[];
  evidence: PlanInput["evidence"];
  progress: Progress;
  /** ISO date, where the person is. */
  today: string;
}

export interface PlanOfRecords {
  plan: Plan;
  adverts: readonly Advert[];
  report: AdvertReport;
  /** For Intl: how this person's market writes days and amounts. */
  locale: string;
}

/** One seed for everybody: a forecast changes because something changed, never because it was shown again. */
export const planSeed = "seaworthy";

export function planFromRecords(records: Records): PlanOfRecords {
  const { catalog, person, evidence, progress, today } = records;
  const adverts = records.adverts.map((advert) => readAdvert(advert));
  const report = countAdverts(adverts, catalog, { today, line: person.mustShare });
  const plan = makePlan({
    catalog,
    person,
    private: records.private,
    adverts: report,
    evidence,
    progress,
    today,
    seed: planSeed,
  });
  return { plan, adverts, report, locale: marketOf(person.market, catalog.pay).locale };
}
