/**
 * The open sets of the judge: every file in scenarios/ and checks/ is one.
 */
import { join } from "node:path";
import { loadRegistry } from "../base/registry.ts";
import type { Check } from "./check.ts";
import type { Scenario } from "./scenario.ts";

export function loadChecks(): Promise<Map<string, Check>> {
  return loadRegistry<Check>(join(import.meta.dirname, "checks"));
}

/** Ids of the checks that only a production run asks. */
export function productionChecks(
  checks: ReadonlyMap<string, Check>,
  scenarios: ReadonlyMap<string, Scenario>,
): Set<string> {
  const isProduction = (check: Check) => check.scenarios.some((scenario) => scenarios.get(scenario)?.production);
  return new Set([...checks].filter(([, check]) => isProduction(check)).map(([id]) => id));
}

export function loadScenarios(): Promise<Map<string, Scenario>> {
  return loadRegistry<Scenario>(join(import.meta.dirname, "scenarios"));
}
