/** Turns what came in into what the rest of the program may trust, or refuses it. */
import { notFound, Problem } from "./problem.ts";

export interface NewAccount {
  email: string;
  password: string;
  name: string;
}
export interface Credentials {
  email: string;
  password: string;
}
export interface TaskChange {
  title?: string;
  notes?: string;
  status?: Status;
  dueOn?: string | null;
}
export type NewTask = TaskChange & { title: string };
export type Status = (typeof statuses)[number];
export type Grant = (typeof grants)[number];

const statuses = ["todo", "doing", "done"] as const;
const grants = ["editor", "viewer"] as const;
const longestEmail = 254;
const largestId = 9_223_372_036_854_775_807n;

export function newAccount(body: unknown): NewAccount {
  const given = object(body);
  return {
    email: email(given.email),
    password: text("password", given.password, 12, 128),
    name: text("name", given.name, 1, 100),
  };
}

/** What cannot be somebody's password is a wrong one, so that there is no limit on its length here. */
export function credentials(body: unknown): Credentials {
  const given = object(body);
  return {
    email: text("email", given.email, 0, longestEmail),
    password: text("password", given.password, 0, Number.POSITIVE_INFINITY),
  };
}

export function projectName(body: unknown): string {
  return text("name", object(body).name, 1, 100);
}

export function grant(body: unknown): Grant {
  return oneOf("role", object(body).role, grants);
}

export function newTask(body: unknown): NewTask {
  const change = taskChange(body);
  if (change.title === undefined) throw new Problem(422, "missing: title");
  return { ...change, title: change.title };
}

export function taskChange(body: unknown): TaskChange {
  const given = object(body);
  const change: TaskChange = {};
  if (Object.hasOwn(given, "title")) change.title = text("title", given.title, 1, 200);
  if (Object.hasOwn(given, "notes")) change.notes = text("notes", given.notes, 0, 10_000);
  if (Object.hasOwn(given, "status")) change.status = status(given.status);
  if (Object.hasOwn(given, "dueOn")) change.dueOn = given.dueOn === null ? null : calendarDate("dueOn", given.dueOn);
  if (Object.keys(change).length === 0) {
    throw new Problem(422, "at least one of title, notes, status, dueOn is needed");
  }
  return change;
}

export function status(value: unknown): Status {
  return oneOf("status", value, statuses);
}

function object(body: unknown): Record<string, unknown> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Problem(422, "the body has to be a JSON object");
  }
  return body as Record<string, unknown>;
}

function text(member: string, value: unknown, shortest: number, longest: number): string {
  if (typeof value !== "string") throw new Problem(422, `${member} has to be text`);
  // Code points, not UTF-16 units: an emoji is one character.
  const length = [...value].length;
  if (length < shortest || length > longest) {
    throw new Problem(422, `${member} has to have ${shortest} to ${longest} characters`);
  }
  // PostgreSQL keeps neither NUL nor half a surrogate pair.
  if (value.includes("\0") || !value.isWellFormed()) throw new Problem(422, `${member} holds what is not text`);
  return value;
}

function email(value: unknown): string {
  const address = text("email", value, 3, longestEmail);
  // Printable ASCII around one @: the rest is for the mail that somebody answers.
  if (!/^[!-?A-~]+@[!-?A-~]+$/.test(address)) throw new Problem(422, "email has to be an e-mail address");
  return address;
}

function oneOf<Value extends string>(member: string, value: unknown, values: readonly Value[]): Value {
  const known = values.find((candidate) => candidate === value);
  if (known === undefined) throw new Problem(422, `${member} has to be one of ${values.join(", ")}`);
  return known;
}

function calendarDate(member: string, value: unknown): string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value < "0001-01-01") {
    throw new Problem(422, `${member} has to be a date such as 2024-02-29`);
  }
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    throw new Problem(422, `${member} is not in the calendar`);
  }
  return value;
}

/** A number that a table could hold; of anything else there can be nothing. */
export function id(text: string): string {
  if (!isId(text)) throw notFound();
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
  if (!isId(text)) throw new Problem(422, "cursor is not one of ours");
  return text;
}

export function repeatKey(header: string | undefined): string | undefined {
  if (!header) return undefined;
  if (header.length > 255) throw new Problem(422, "Idempotency-Key has to have at most 255 characters");
  return header;
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= largestId;
}
