/**
 * Whether a thing that was read twice is still the same, in what the contract says about it.
 */
import type { Json } from "../../contract/json.ts";
import type { JsonSchema, Operation } from "../../contract/surface.ts";
import { sameJson } from "./same-value.ts";

type Members = { [member: string]: Json };

/** The first member that differs; undefined when all are the same. */
export function changedMember(before: Members, after: Members, operation: Operation | undefined): string | undefined {
  // Answers may carry members of their own, such as the time at which they were made.
  const named = namesIn(operation?.responses["200"]?.schema);
  const names = named.length > 0 ? named : Object.keys(before);
  return names.find((name) => name in before && !sameKept(before[name], after[name]));
}

function namesIn(schema: JsonSchema | undefined): string[] {
  if (!schema) return [];
  const parts = Array.isArray(schema.allOf) ? (schema.allOf as JsonSchema[]) : [];
  return [...new Set([...Object.keys((schema.properties ?? {}) as object), ...parts.flatMap(namesIn)])];
}

/** A moment may be told with more digits or another offset by another copy: the first one had it from its own clock. */
const sameMomentMs = 1_000;

function sameKept(before: Json | undefined, after: Json | undefined): boolean {
  if (sameJson(before, after)) return true;
  if (typeof before !== "string" || typeof after !== "string") return false;
  const isMoment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
  return (
    isMoment.test(before) && isMoment.test(after) && Math.abs(Date.parse(before) - Date.parse(after)) < sameMomentMs
  );
}
