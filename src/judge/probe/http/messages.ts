/**
 * What checks read out of an exchange. Pure.
 */
import type { Json } from "../../../contract/json.ts";
import type { Body, Exchange } from "../../../contract/recording.ts";
import type { Resource } from "../../../contract/surface.ts";

/** The first response header of this name, in any case of letters. */
export function header(exchange: Exchange, name: string): string | undefined {
  return exchange.response?.headers.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1].trim();
}

/** "application/json" for `Application/JSON; charset=utf-8`. */
export function mediaType(exchange: Exchange): string | undefined {
  return header(exchange, "content-type")?.split(";")[0]?.trim().toLowerCase();
}

/** `why` completes the sentence "the body …". */
export type Parsed = { ok: true; value: Json } | { ok: false; why: string };

/** The response's body as JSON. A byte order mark is passed over, as RFC 8259 §8.1 allows. */
export function jsonBody(exchange: Exchange): Parsed {
  return exchange.response ? parseJson(exchange.response.body) : { ok: false, why: "is not there: no answer came" };
}

export function parseJson(body: Body): Parsed {
  if (body.bytes === 0) return { ok: false, why: "is empty" };
  if (body.text === undefined) return { ok: false, why: "is not UTF-8" };
  if (body.cut) return { ok: false, why: `is too long to keep (${body.bytes} bytes)` };
  try {
    return { ok: true, value: JSON.parse(withoutMark(body.text)) };
  } catch (error) {
    return { ok: false, why: `is not JSON (${(error as Error).message})` };
  }
}

/**
 * The id in a representation, as it goes into a path. Not from `jsonBody`: an integer id beyond 2^53 is right in JSON, but
 * JavaScript's number would be another one.
 */
export function idOf(exchange: Exchange, resource: Resource): string | undefined {
  return idIn(parseKeepingIds(exchange, resource), resource);
}

/** The ids of a page, in its order; undefined where a row has none. */
export function idsOfPage(exchange: Exchange, resource: Resource): (string | undefined)[] {
  const page = parseKeepingIds(exchange, resource);
  const items = Array.isArray(page) ? page : isObject(page) ? page[resource.page?.items ?? "items"] : undefined;
  return Array.isArray(items) ? items.map((item) => idIn(item, resource)) : [];
}

function idIn(value: unknown, resource: Resource): string | undefined {
  const id = isObject(value) ? value[resource.idMember] : undefined;
  return typeof id === "string" ? id : typeof id === "number" ? String(id) : undefined;
}

function parseKeepingIds(exchange: Exchange, resource: Resource): unknown {
  const text = exchange.response?.body.text;
  if (text === undefined || exchange.response?.body.cut) return undefined;
  const reviver = (key: string, value: unknown, context?: { source?: string }) =>
    key === resource.idMember && typeof value === "number" && !Number.isSafeInteger(value) ? context?.source : value;
  try {
    return JSON.parse(withoutMark(text), reviver as Parameters<typeof JSON.parse>[1]);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is { [member: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
