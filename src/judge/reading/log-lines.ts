/**
 * Which line of the log belongs to which request, whatever its members are called and however deep they lie. Pure.
 */
import type { Json } from "../../contract/json.ts";
import type { Exchange, Output } from "../../contract/recording.ts";
import { asObject } from "./exchanges.ts";

export interface Leaf {
  /** "req.headers.host" */
  path: string;
  value: string | number | boolean | null;
}

/** The members of a line that is one JSON object; undefined for anything else. */
export function leavesOf(line: string): Leaf[] | undefined {
  if (!line.trimStart().startsWith("{")) return undefined;
  try {
    const object = asObject(JSON.parse(line) as Json);
    return object && leaves(object, "");
  } catch {
    return undefined;
  }
}

function leaves(value: Json, path: string): Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([name, member]) =>
    leaves(member as Json, path === "" ? name : `${path}.${name}`),
  );
}

export interface RequestLine {
  exchange: Exchange;
  /** The line that tells method, path and status of this request, and no other request's. */
  line: Output | undefined;
  leaves: Leaf[];
}

/** Requests of the same kind share no line: in the order in which they were sent, each takes the next that fits. */
export function requestLinesFor(exchanges: readonly Exchange[], output: readonly Output[]): RequestLine[] {
  const free = output.flatMap((line) => {
    const members = line.stream === "stdout" ? leavesOf(line.line) : undefined;
    return members ? [{ line, leaves: members }] : [];
  });
  return exchanges
    .filter((exchange) => exchange.response !== undefined)
    .map((exchange) => {
      // A line that was printed before the request was sent belongs to another one.
      const place = free.findIndex(
        ({ line, leaves }) => line.at >= exchange.at && missingIn(leaves, exchange).length === 0,
      );
      const [taken] = place === -1 ? [] : free.splice(place, 1);
      return { exchange, line: taken?.line, leaves: taken?.leaves ?? [] };
    });
}

/** Which of the three a line does not tell about this request. */
export function missingIn(leaves: readonly Leaf[], exchange: Exchange): ("method" | "path" | "status")[] {
  const { method } = exchange.request;
  const path = pathOf(exchange.request.url);
  const status = exchange.response?.status;
  // "GET /notes/7 HTTP/1.1": the request line, as proxies log it.
  const requestLines = leaves.flatMap(({ value }) => {
    const [, said, target = ""] =
      typeof value === "string" ? (/^([A-Z]+) (\S+)(?: HTTP\/[\d.]+)?$/.exec(value) ?? []) : [];
    return said ? [{ method: said, path: pathOf(target) }] : [];
  });
  const missing: ("method" | "path" | "status")[] = [];
  if (
    !leaves.some(({ value }) => isText(value) && value.toUpperCase() === method) &&
    !requestLines.some((said) => said.method === method)
  ) {
    missing.push("method");
  }
  if (
    !leaves.some(({ value }) => isText(value) && pathOf(value) === path) &&
    !requestLines.some((said) => said.path === path)
  ) {
    missing.push("path");
  }
  if (
    !leaves.some(
      ({ value }) => value === status || (isText(value) && Number(/^(\d{3})(?: |$)/.exec(value)?.[1]) === status),
    )
  ) {
    missing.push("status");
  }
  return missing;
}

/** Without origin and query, decoded: routers log it in either form. */
function pathOf(target: string): string {
  const path = target.replace(/^https?:\/\/[^/]+/i, "").replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(path).replace(/(?<=.)\/$/, "");
  } catch {
    return path;
  }
}

function isText(value: Leaf["value"]): value is string {
  return typeof value === "string";
}
