/**
 * The request for an operation of the contract, with its template filled. Pure.
 */
import type { Operation } from "../../../contract/surface.ts";
import type { CallOptions, RequestSpec } from "../../scenario.ts";

export function requestOfOperation(operation: Operation, options: CallOptions): RequestSpec {
  const body = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const headers: Record<string, string> = { accept: acceptOf(operation) };
  if (body !== undefined) headers["content-type"] = operation.body?.contentType ?? "application/json";
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    for (const known of Object.keys(headers)) if (known.toLowerCase() === name.toLowerCase()) delete headers[known];
    headers[name] = value;
  }
  return {
    label: options.label,
    ...(options.note === undefined ? {} : { note: options.note }),
    operation: operation.id,
    method: operation.method,
    url: targetOf(operation, options),
    headers,
    ...(body === undefined ? {} : { body }),
    ...(options.limitMs === undefined ? {} : { limitMs: options.limitMs }),
  };
}

/** Path and query on the wire. A path parameter that is not given is our bug. */
function targetOf(operation: Operation, { path = {}, query = {} }: Pick<CallOptions, "path" | "query">): string {
  const filled = operation.path.replace(/\{([^}]*)\}/g, (_, name: string) => {
    const value = path[name];
    if (value === undefined) throw new Error(`no value for {${name}} of ${operation.path}`);
    return encodeSegment(value);
  });
  const pairs = Object.entries(query).map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`);
  return pairs.length > 0 ? `${filled}?${pairs.join("&")}` : filled;
}

/** "." and ".." as whole segments would be steps in the path and not values (RFC 3986 §3.3), so their dots are encoded. */
export function encodeSegment(value: string): string {
  return /^\.{1,2}$/.test(value) ? value.replaceAll(".", "%2E") : encodePart(value);
}

/** encodeURIComponent throws on lone surrogates; they have no UTF-8 form, so they become U+FFFD as in any browser. */
function encodePart(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

/**
 * What a client generated from the contract asks for: the media types that the operation's responses name. A wildcard
 * would be worse: some frameworks take it for a browser and answer HTML (Rails: "application/json, * / *").
 */
export function acceptOf(operation: Operation): string {
  const types = Object.values(operation.responses).flatMap((response) => response.contentType ?? []);
  return types.length > 0 ? [...new Set(types)].join(", ") : "*/*";
}
