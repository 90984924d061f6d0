/**
 * One text for one value, whatever the order in which its members were written: RFC 8785 (JSON Canonicalization Scheme).
 * What is hashed is always this text, so that a document that was read and written again keeps its digest.
 */
import { createHash } from "node:crypto";

/** SHA-256 of the canonical JSON, in lower-case hex. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/** Members that are undefined are left out, as JSON has no such thing. */
export function canonicalJson(value: unknown): string {
  // JSON.stringify writes numbers and strings as RFC 8785 §3.2.2 asks; what is left is the order of members.
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // By UTF-16 code units (§3.2.3), which is how JavaScript compares.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
