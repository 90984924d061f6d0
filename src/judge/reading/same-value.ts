/**
 * When two JSON values are the same.
 *
 * `sameJson` is exact. `sameThing` is what a round trip is judged by where exactness is the business of other checks:
 * whether a number came back as a number, a text letter by letter, a date on its day, each has a check of its own, and one
 * fault is reported once.
 */
import type { Json } from "../../contract/json.ts";

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && sameJson(a[name], b[name]));
}

export function sameThing(sent: Json | undefined, seen: Json | undefined): boolean {
  if (sent === undefined || seen === undefined) return sent === seen;
  if (typeof sent === "string" && typeof seen === "string") return sent === seen || sameDay(sent, seen);
  if (typeof sent === "number" && typeof seen === "string") return sent === Number(seen);
  if (Array.isArray(sent) && Array.isArray(seen)) {
    return sent.length === seen.length && sent.every((item, i) => sameThing(item, seen[i]));
  }
  if (isObject(sent) && isObject(seen)) return Object.keys(sent).every((name) => sameThing(sent[name], seen[name]));
  return sameJson(sent, seen);
}

/** A date that moved over midnight by a time zone (at most 14 hours) is still recognisable as the date that was sent. */
const mostShiftMs = 36 * 3_600_000;

function sameDay(sent: string, seen: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}/.test(sent) || !/^\d{4}-\d{2}-\d{2}/.test(seen)) return false;
  return Math.abs(Date.parse(sent) - Date.parse(seen)) <= mostShiftMs;
}

function isObject(value: Json): value is { [member: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
