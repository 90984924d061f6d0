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

export function loadScenarios(): Promise<Map<string, Scenario>> {
  return loadRegistry<Scenario>(join(import.meta.dirname, "scenarios"));
}
