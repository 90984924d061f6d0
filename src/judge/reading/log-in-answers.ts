/**
 * Whether answers to two kinds of requests differ in what they say. What differs between answers of one kind as well (a time, an id of
 * the request) says nothing. Pure.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange } from "../../contract/recording.ts";
import { asObject, jsonOf } from "./exchanges.ts";

export interface Difference {
  /** "status", 'header "x-user"', 'member "detail"'. */
  in: string;
  first: string;
  second: string;
}

export function differenceBetween(first: readonly Exchange[], second: readonly Exchange[]): Difference | undefined {
  const [ones, others] = [first.map(traitsOf), second.map(traitsOf)];
  const names = new Set([...ones, ...others].flatMap((traits) => [...traits.keys()]));
  for (const name of names) {
    const [one, other] = [constant(ones, name), constant(others, name)];
    if (one === undefined || other === undefined || one === other) continue;
    return { in: name, first: one, second: other };
  }
  return undefined;
}

/** The clock, and what belongs to the connection and not to the answer; the length is judged by what it is the length of. */
const saysNothing = new Set([
  "date",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "server-timing",
]);

function traitsOf(exchange: Exchange): Map<string, string> {
  const login = asObject(exchange.note)?.login;
  // What was sent may come back, in whatever case it is kept.
  const masked = (text: string) =>
    typeof login === "string" ? text.toLowerCase().replaceAll(login.toLowerCase(), "…") : text;
  const traits = new Map([["the status", String(exchange.response?.status ?? exchange.outcome)]]);
  for (const [name, value] of exchange.response?.headers ?? []) {
    const known = name.toLowerCase();
    if (!saysNothing.has(known)) traits.set(`the header "${known}"`, masked(value));
  }
  const body = jsonOf(exchange);
  if (body === undefined) traits.set("the body", masked(exchange.response?.body.text ?? ""));
  else for (const [path, value] of leavesOf(body, "")) traits.set(`the member "${path}"`, masked(value));
  return traits;
}

function leavesOf(value: Json, path: string): [string, string][] {
  if (typeof value !== "object" || value === null) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, path === "" ? name : `${path}.${name}`));
}

/** What all have in this place; "nothing" when all lack it. Undefined when they differ among themselves. */
function constant(all: readonly Map<string, string>[], name: string): string | undefined {
  const values = new Set(all.map((traits) => traits.get(name) ?? "nothing"));
  return values.size === 1 ? [...values][0] : undefined;
}
