/**
 * What every part of the plan's view is made from.
 */
import type { Catalog } from "../../catalog/catalog.ts";
import type { Plan } from "../../contract/plan.ts";

export interface PlanView {
  plan: Plan;
  catalog: Catalog;
  /** Decides how days and amounts are written. */
  locale: string;
  /** Puts the program's name before a command, as it was called. */
  command(words: string): string;
  /** Every unit, milestone and shelf item too. */
  whole: boolean;
  /** All about money. */
  money: boolean;
}
