/**
 * Ids and query values that are wrong, or right but rarely thought of: as they stand in the target, already encoded.
 */
import { isValid } from "../../catalog/compile-schema.ts";
import type { Json } from "../../contract/json.ts";
import type { Parameter } from "../../contract/surface.ts";

export interface HostilePart {
  key: string;
  what: string;
  /** Encoded. */
  raw: string;
  refused: boolean;
  essential?: true;
}

/**
 * `existing` is an id that there is. Whatever the shape of a program's ids, none of those called refused can be one: it was
 * neither given out, nor is it like what was.
 */
export function hostileIds(existing: string): HostilePart[] {
  const encoded = encodeURIComponent(existing);
  const refused = (key: string, what: string, raw: string): HostilePart => ({ key, what, raw, refused: true });
  return [
    { ...refused("letters", "letters", "abc"), essential: true },
    refused("negative", "a negative number", "-1"),
    // Counting may begin at 0.
    { key: "zero", what: "0", raw: "0", refused: false },
    refused("fraction", "a fraction", "1.5"),
    { ...refused("beyond-32-bits", "a number beyond 32 bits", "2147483648"), essential: true },
    refused("beyond-64-bits", "a number beyond 64 bits", "9223372036854775808"),
    { ...refused("twenty-digits", "a number of twenty digits", "99999999999999999999"), essential: true },
    refused("unknown-uuid", "a UUID of nothing", "6f1c0b52-9f3e-4d0a-8a51-2f5b3a1d7c99"),
    refused("almost-uuid", "almost a UUID", "6f1c0b52-9f3e-4d0a-8a51-2f5b3a1d7c9g"),
    refused("quote", "a quotation mark", "%27"),
    { ...refused("nul", "a NUL byte", "%00"), essential: true },
    refused("nul-after-id", "an id with a NUL byte after it", `${encoded}%00`),
    refused("bad-bytes", "bytes that are not UTF-8", "%ff%fe"),
    // Percent signs that encode nothing never reach some programs; what a server makes of them is its own.
    { key: "bad-encoding", what: "a percent sign that encodes nothing", raw: "%zz", refused: false },
    // Servers may take the step, and have something to show there.
    { key: "step-up", what: "a step up in the path", raw: "%2e%2e", refused: false },
    refused("slash", "an encoded slash", "a%2Fb"),
    refused("letters-after-id", "an id with letters after it", `${encoded}abc`),
    refused("sql-after-id", "an id with SQL after it", `${encoded}%20or%201%3D1`),
    refused("null", "the word null", "null"),
    refused("undefined", "the word undefined", "undefined"),
    refused("member-of-objects", "a name that JavaScript's objects have", "__proto__"),
    refused("emoji", "an emoji", "%F0%9F%98%80"),
    refused("long", "2,000 digits", "1".repeat(2000)),
  ];
}

/** What follows `name=`; the whole pair is made by the caller. */
export function hostileQueryValues({ schema }: Parameter): HostilePart[] {
  const types = [schema.type].flat();
  const free = (key: string, what: string, raw: string): HostilePart => ({ key, what, raw, refused: false });
  const judged = (key: string, what: string, raw: string, value: Json): HostilePart => ({
    key,
    what,
    raw,
    refused: !isValid(schema, value),
  });
  const anywhere = [
    { ...free("nul", "a NUL byte", "%00"), essential: true as const },
    free("bad-bytes", "bytes that are not UTF-8", "%ff%fe"),
    free("quote", "a quotation mark", "%27"),
    // Below what servers take as a request line: gunicorn 4,094 bytes, nginx and Node more. Their own refusals are not the program's.
    free("long", "3,000 letters", "x".repeat(3000)),
  ];
  if (types.includes("integer") || types.includes("number")) {
    const most = typeof schema.maximum === "number" ? schema.maximum : undefined;
    return [
      { ...judged("zero", "0", "0", 0), essential: true },
      judged("negative", "a negative number", "-1", -1),
      { ...judged("letters", "letters where a number is due", "abc", "abc"), essential: true },
      judged("empty", "nothing where a number is due", "", ""),
      // Whether these are numbers depends on who reads them.
      free("fraction", "a fraction", "1.5"),
      free("letters-after", "a number with letters after it", "10abc"),
      free("exponent", "a number with an exponent", "1e1"),
      free("spaces", "a number between spaces", "%2010%20"),
      // Asking for too much may be answered with as much as there may be.
      ...(most === undefined ? [] : [free("above-maximum", `${most + 1}, above the maximum`, String(most + 1))]),
      free("huge", "a number of twenty digits", "99999999999999999999"),
      ...anywhere.map((part) => ({ ...part, refused: part.key === "quote" })),
    ];
  }
  if (types.includes("boolean"))
    return [judged("word", "a word where true or false is due", "maybe", "maybe"), ...anywhere];
  const closed = Array.isArray(schema.enum) || ["date", "date-time", "uuid"].includes(String(schema.format));
  return [
    {
      ...(closed
        ? judged("word", "a word that is not allowed", "no-such-value", "no-such-value")
        : free("word", "a word", "abc")),
      essential: true,
    },
    free("empty", "nothing", ""),
    { ...free("twenty-digits", "a number of twenty digits", "99999999999999999999"), essential: true },
    free("base64", "base64 of something else", "eyJpZCI6IngifQ%3D%3D"),
    ...anywhere,
  ];
}
