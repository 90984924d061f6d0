/**
 * Measured figures of a verdict as a list, safe to show.
 */
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Failure } from "../../contract/verdict.ts";

/** A check measures a handful. */
const mostFigures = 12;
const valueLength = 200;

export function figuresOf(measured: Failure["measured"]): { name: string; value: string }[] {
  return Object.entries(measured ?? {})
    .slice(0, mostFigures)
    .map(([name, value]) => ({
      name: neutraliseLine(name),
      value: neutraliseLine(String(value)).slice(0, valueLength),
    }));
}
