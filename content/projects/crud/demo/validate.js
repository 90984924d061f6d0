/** What may come in. Everything else is refused with 422, or 404 where it is an id. */
import { Problem } from "./problem.js";

const checks = { amount: isAmount, currency: isCurrency, description: isDescription, spentOn: isDate };
const largestNumber = 9_007_199_254_740_991;

export function checkNew(body) {
  const expense = checkChange(body);
  for (const name of Object.keys(checks)) {
    if (expense[name] === undefined) throw new Problem(422, `${name} is missing`);
  }
  return expense;
}

export function checkChange(body) {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Problem(422, "send a JSON object");
  const change = {};
  for (const [name, isRight] of Object.entries(checks)) {
    if (!Object.hasOwn(body, name)) continue;
    if (!isRight(body[name])) throw new Problem(422, `${name} is not as it should be`);
    change[name] = body[name];
  }
  if (Object.keys(change).length === 0) throw new Problem(422, "there is nothing to change");
  return change;
}

function isAmount(value) {
  return Number.isInteger(value) && value >= 1 && value <= 1_000_000_000;
}

function isCurrency(value) {
  return typeof value === "string" && /^[A-Z]{3}$/.test(value);
}

function isDescription(value) {
  if (typeof value !== "string" || value.includes("\0") || !value.isWellFormed()) return false;
  const characters = [...value].length;
  return characters >= 1 && characters <= 200;
}

function isDate(value) {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith("0000")) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

export function checkNumber(id) {
  if (!/^[1-9]\d*$/.test(id) || Number(id) > largestNumber) throw new Problem(404, "there is no such expense");
  return Number(id);
}

export function checkCursor(cursor) {
  if (cursor === null) return largestNumber;
  if (!/^[1-9]\d*$/.test(cursor) || Number(cursor) > largestNumber) throw new Problem(422, "that is no cursor of ours");
  return Number(cursor);
}

export function checkLimit(limit) {
  if (limit === null) return 20;
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > 100) throw new Problem(422, "limit is a number from 1 to 100");
  return Number(limit);
}
