/**
 * Versions on the wire (RFC 9110 §8.8.3, §13.1): an answer's `ETag`, and what a change is on condition of.
 */
import type { IncomingHttpHeaders } from "node:http";
import { HttpProblem } from "./problems.ts";

export const etagOf = (version: number) => `"${version}"`;

/** The version that must still be there, 0 for none at all, undefined when the client does not care. */
export function expectedVersion(headers: IncomingHttpHeaders): number | undefined {
  if (headers["if-none-match"]?.trim() === "*") return 0;
  const wanted = headers["if-match"]?.trim();
  if (wanted === undefined || wanted === "*") return undefined;
  const [, version] = /^"(\d{1,9})"$/.exec(wanted) ?? [];
  // An ETag that we never gave out matches nothing.
  if (version === undefined) throw changedMeanwhile();
  return Number(version);
}

export const changedMeanwhile = () =>
  new HttpProblem(412, "It was changed in the meantime, so nothing was overwritten", {
    fix: "read it again and repeat the change",
  });
