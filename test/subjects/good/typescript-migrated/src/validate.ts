/** Turns what came in into what the rest of the program may trust, or refuses it. */
import { Problem } from "./problem.ts";

export interface NewExpense {
  amount: number;
  currency: string;
  description: string;
  spentOn: string;
}
export type ExpenseChange = Partial<NewExpense>;

const members = ["amount", "currency", "description", "spentOn"] as const;
const largestAmount = 1_000_000_000;
const longestDescription = 200;
const largestId = 9_223_372_036_854_775_807n;

export function newExpense(body: unknown): NewExpense {
  const change = expenseChange(body);
  const missing = members.filter((member) => change[member] === undefined);
  if (missing.length > 0) throw new Problem(422, `missing: ${missing.join(", ")}`);
  return change as NewExpense;
}

export function expenseChange(body: unknown): ExpenseChange {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Problem(422, "the body has to be a JSON object");
  }
  const given = body as Record<string, unknown>;
  const change: ExpenseChange = {};
  if (Object.hasOwn(given, "amount")) change.amount = amount(given.amount);
  if (Object.hasOwn(given, "currency")) change.currency = currency(given.currency);
  if (Object.hasOwn(given, "description")) change.description = description(given.description);
  if (Object.hasOwn(given, "spentOn")) change.spentOn = calendarDate(given.spentOn);
  if (Object.keys(change).length === 0) throw new Problem(422, `at least one of ${members.join(", ")} is needed`);
  return change;
}

function amount(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > largestAmount) {
    throw new Problem(422, `amount has to be a whole number from 1 to ${largestAmount}`);
  }
  return value;
}

function currency(value: unknown): string {
  if (typeof value !== "string" || !/^[A-Z]{3}$/.test(value)) {
    throw new Problem(422, "currency has to be three capital letters");
  }
  return value;
}

function description(value: unknown): string {
  if (typeof value !== "string") throw new Problem(422, "description has to be text");
  // Code points, not UTF-16 units: an emoji is one character.
  const length = [...value].length;
  if (length < 1 || length > longestDescription) {
    throw new Problem(422, `description has to have 1 to ${longestDescription} characters`);
  }
  // PostgreSQL keeps neither NUL nor half a surrogate pair.
  if (value.includes("\0") || !value.isWellFormed()) throw new Problem(422, "description holds what is not text");
  return value;
}

function calendarDate(value: unknown): string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value < "0001-01-01") {
    throw new Problem(422, "spentOn has to be a date such as 2024-02-29");
  }
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    throw new Problem(422, "spentOn is not in the calendar");
  }
  return value;
}

/** A number that the table could hold; for anything else there can be no such expense. */
export function expenseId(text: string): string {
  if (!/^[1-9]\d{0,18}$/.test(text) || BigInt(text) > largestId) throw new Problem(404, "there is no such expense");
  return text;
}

export function pageLimit(text: string | null): number {
  if (text === null) return 20;
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 100) {
    throw new Problem(422, "limit has to be a whole number from 1 to 100");
  }
  return Number(text);
}

export function pageCursor(text: string | null): string | undefined {
  if (text === null) return undefined;
  if (!/^[1-9]\d{0,18}$/.test(text) || BigInt(text) > largestId) throw new Problem(422, "cursor is not one of ours");
  return text;
}
