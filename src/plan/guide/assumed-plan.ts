/**
 * The plan of somebody of whom only the occupation is known: what the guide counts with until there is a plan of one's own.
 * The same engine makes both, so that nobody reads one number here and a worse one after three questions.
 */
import type { Catalog } from "../../catalog/catalog.ts";
import { personSchema } from "../../contract/person.ts";
import type { Plan } from "../../contract/plan.ts";
import { progressSchema } from "../../contract/progress.ts";
import { makePlan } from "../make-plan.ts";

/** Two evenings and most of a day at the weekend: the lower end of what the published ways assume. */
const tenHours = { tuesday: 2, thursday: 2, saturday: 6 };

export function assumedPlan(options: {
  catalog: Catalog;
  occupation: string;
  target: string;
  market: string;
  today: string;
}): Plan {
  const { catalog, occupation, target, market, today } = options;
  const person = personSchema.parse({ occupation, target, market, start: today, hoursByWeekday: tenHours });
  return makePlan({ catalog, person, evidence: [], progress: progressSchema.parse({}), today, seed: "guide" });
}
