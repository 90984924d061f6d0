/**
 * Values that are wrong, or right but rarely thought of, for one member of a body: as JSON text, because some of them (1e400, a
 * lone surrogate) no JavaScript value would survive. Which of them the contract refuses is for the whole body to tell.
 */
import type { Json } from "../../contract/json.ts";
import type { JsonSchema } from "../../contract/surface.ts";

export interface HostileValue {
  /** Stable, for ids. */
  key: string;
  /** In words: "a text where a number is due". */
  what: string;
  /** JSON text. */
  raw: string;
  /** Sent to every operation; others only to the first of a resource, which is thorough. */
  essential?: true;
  /** Never called refused by the contract, though the schema's validator says so: there is an honest reading that takes it. */
  lenient?: true;
}

/** `valid` is a value that the member may have. */
export function hostileValues(schema: JsonSchema, valid: Json): HostileValue[] {
  const kind = kindOf(schema, valid);
  const values = [...wrongTypes(kind, valid), ...(makers[kind]?.(schema, valid) ?? [])];
  if (Array.isArray(schema.enum)) values.push(...notInEnum(valid));
  const seen = new Set<string>();
  return values.filter(({ raw }) => raw !== JSON.stringify(valid) && !seen.has(raw) && seen.add(raw));
}

type Kind = "text" | "integer" | "number" | "boolean" | "array" | "object" | "other";

function kindOf(schema: JsonSchema, valid: Json): Kind {
  if (Array.isArray(valid)) return "array";
  if (typeof valid === "string") return "text";
  if (typeof valid === "boolean") return "boolean";
  if (typeof valid === "object" && valid !== null) return "object";
  if (typeof valid !== "number") return "other";
  return [schema.type].flat().includes("number") ? "number" : "integer";
}

const names: Readonly<Record<Kind, string>> = {
  text: "a text",
  integer: "an integer",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  other: "a value",
};

function wrongTypes(kind: Kind, valid: Json): HostileValue[] {
  const due = `where ${names[kind]} is due`;
  const isNumber = kind === "integer" || kind === "number";
  const values: (HostileValue | false)[] = [
    { key: "null", what: `null ${due}`, raw: "null", essential: true },
    kind !== "text" && { key: "text", what: `a text ${due}`, raw: '"abc"', essential: true },
    isNumber && {
      key: "number-as-text",
      what: "a number in quotes where a number is due",
      raw: JSON.stringify(String(valid)),
      essential: true,
    },
    kind === "boolean" && { key: "boolean-as-text", what: `"true" in quotes ${due}`, raw: '"true"' },
    kind === "text" && { key: "number", what: `a number ${due}`, raw: "12345", essential: true },
    !isNumber && kind !== "text" && { key: "number", what: `a number ${due}`, raw: "1" },
    kind !== "boolean" && { key: "boolean", what: `true ${due}`, raw: "true" },
    kind !== "array" && { key: "list", what: `a list ${due}`, raw: JSON.stringify([valid]), essential: true },
    kind !== "object" && { key: "object", what: `an object ${due}`, raw: '{"a":1}' },
  ];
  return values.filter((value) => value !== false);
}

const makers: Partial<Record<Kind, (schema: JsonSchema, valid: Json) => HostileValue[]>> = {
  text: (schema, valid) => [...textValues(schema, String(valid)), ...formatValues(schema.format)],
  integer: (schema, valid) => [
    ...numberValues(schema, 1),
    { key: "fraction", what: "a fraction where an integer is due", raw: "1.5", essential: true },
    // JSON has one kind of number: these are integers to JSON Schema (2020-12 §4.2.3), but not to every parser.
    { key: "integer-with-point", what: "an integer written with .0", raw: `${valid}.0`, lenient: true },
    { key: "integer-with-exponent", what: "an integer written with an exponent", raw: "1e2", lenient: true },
  ],
  number: (schema) => numberValues(schema, 0.01),
  array: (schema, valid) => listValues(schema, valid),
};

function numberValues(schema: JsonSchema, step: number): HostileValue[] {
  const least = boundOf(schema.minimum, schema.exclusiveMinimum, -step);
  const most = boundOf(schema.maximum, schema.exclusiveMaximum, step);
  const values: HostileValue[] = [
    { key: "zero", what: "0", raw: "0" },
    { key: "negative", what: "a negative number", raw: "-1" },
    { key: "beyond-32-bits", what: "a number beyond 32 bits (2^31)", raw: "2147483648" },
    { key: "beyond-64-bits", what: "a number beyond 64 bits (2^63)", raw: "9223372036854775808", essential: true },
    { key: "hundred-digits", what: "a number with a hundred digits", raw: "9".repeat(100) },
    // JSON allows it (RFC 8259 §6), no double holds it. Without a maximum no schema refuses it.
    {
      key: "beyond-double",
      what: "a number that no double holds (1e400)",
      raw: "1e400",
      ...(most === undefined ? { lenient: true } : {}),
    },
  ];
  if (least !== undefined)
    values.unshift({
      key: "too-small",
      what: `${least}, which is below the minimum`,
      raw: String(least),
      essential: true,
    });
  if (most !== undefined)
    values.unshift({
      key: "too-large",
      what: `${most}, which is above the maximum`,
      raw: String(most),
      essential: true,
    });
  return values;
}

function boundOf(inclusive: Json | undefined, exclusive: Json | undefined, step: number): number | undefined {
  if (typeof exclusive === "number") return exclusive;
  return typeof inclusive === "number" ? Number((inclusive + step).toFixed(6)) : undefined;
}

function textValues(schema: JsonSchema, valid: string): HostileValue[] {
  const least = typeof schema.minLength === "number" ? schema.minLength : 0;
  const most = typeof schema.maxLength === "number" ? schema.maxLength : undefined;
  const text = (key: string, what: string, value: string, extra: Partial<HostileValue> = {}): HostileValue => ({
    key,
    what,
    raw: JSON.stringify(value),
    ...extra,
  });
  const values = [
    text("empty", "an empty text", "", { essential: true }),
    text("nul", "a text with a NUL in it", `${valid.slice(0, 1)}\0${valid.slice(2)}`, { essential: true }),
  ];
  // What is held to a pattern or a format refuses these for that reason, and they would show nothing new.
  if (schema.pattern === undefined && schema.format === undefined && schema.enum === undefined) {
    values.push(
      text("blank", "nothing but spaces", " ".repeat(Math.max(least, 3))),
      {
        key: "lone-surrogate",
        what: "half of a character (a lone surrogate)",
        raw: `${JSON.stringify(valid).slice(0, -1)}\\ud800"`,
      },
      text("very-long", "a text of 100,000 characters", "x".repeat(100_000)),
    );
  }
  if (least > 1)
    values.push(text("too-short", `${least - 1} characters, one too few`, "x".repeat(least - 1), { essential: true }));
  if (most !== undefined && most < 50_000) {
    values.push(
      text("too-long", `${most + 1} characters, one too many`, "x".repeat(most + 1), { essential: true }),
      text("too-long-emoji", `${most + 1} emoji, one character too many`, "😀".repeat(most + 1)),
    );
  }
  if (typeof schema.pattern === "string") {
    values.push(
      text("lower-case", "the right letters in lower case", valid.toLowerCase(), { essential: true }),
      text("upper-case", "the right letters in upper case", valid.toUpperCase()),
      text("one-more", "one letter more than the pattern allows", `${valid}${valid.slice(-1)}`),
      text("one-less", "one letter less than the pattern asks for", valid.slice(0, -1)),
      text("look-alike", "letters of another script that look the same", valid.replace(/^./, "\u0415")),
      text("spaces-around", "the right text between spaces", ` ${valid} `),
      // To Ruby ^ and $ are about lines. (One line break at the end is let through by Python's $, as half of its regular
      // expressions are written; it is not asked for, since nothing comes of it.)
      text("second-line", "the right text with a second line below it", `${valid}\nx`),
    );
  }
  return values;
}

/** Only what every reader of the format refuses; where libraries differ (addresses, URIs) nothing is said. */
function formatValues(format: Json | undefined): HostileValue[] {
  const known: Readonly<Record<string, readonly (readonly [key: string, what: string, value: string])[]>> = {
    date: [
      ["no-such-day", "a day that does not exist", "2024-02-30"],
      ["no-leap-year", "29 February of a year without one", "2023-02-29"],
      ["no-such-month", "a thirteenth month", "2024-13-01"],
      ["words", "a word where a date is due", "tomorrow"],
      ["other-order", "day, month and year with slashes", "31/12/2024"],
      ["short", "a date without its zeros", "2024-1-5"],
      ["zeros", "a date of nothing but zeros", "0000-00-00"],
      ["five-digit-year", "a year of five digits", "12024-01-05"],
      ["time-only", "a time where a date is due", "10:30:00"],
    ],
    "date-time": [
      ["no-such-day", "a moment on a day that does not exist", "2024-02-30T10:00:00Z"],
      ["no-such-hour", "a moment at 25 o'clock", "2024-01-05T25:00:00Z"],
      ["words", "a word where a moment is due", "tomorrow"],
      ["time-only", "a time where a moment is due", "10:30:00"],
    ],
    time: [["no-such-hour", "25 o'clock", "25:00:00Z"]],
    uuid: [
      ["words", "a word where a UUID is due", "abc"],
      ["not-hex", "a UUID with letters that are no digits", "zzzzzzzz-zzzz-4zzz-8zzz-zzzzzzzzzzzz"],
    ],
    email: [["no-at", "an e-mail address without @", "nobody"]],
  };
  return (known[String(format)] ?? []).map(([key, what, value], i) => ({
    key,
    what,
    raw: JSON.stringify(value),
    ...(i === 0 ? { essential: true } : {}),
  }));
}

function listValues(schema: JsonSchema, valid: Json): HostileValue[] {
  const [first = null] = Array.isArray(valid) ? valid : [];
  const values: HostileValue[] = [{ key: "empty", what: "an empty list", raw: "[]" }];
  if (typeof schema.maxItems === "number" && schema.maxItems < 10_000) {
    const items = Array.from({ length: schema.maxItems + 1 }, () => first);
    values.push({
      key: "too-many",
      what: `${items.length} items, one too many`,
      raw: JSON.stringify(items),
      essential: true,
    });
  }
  values.push({
    key: "wrong-items",
    what: "a list of things that do not belong in it",
    raw: '[null,{"a":[]}]',
    essential: true,
  });
  return values;
}

function notInEnum(valid: Json): HostileValue[] {
  const text = String(valid);
  return [
    { key: "not-listed", what: "a value that is not among those allowed", raw: '"no-such-value"', essential: true },
    { key: "other-case", what: "an allowed value in capital letters", raw: JSON.stringify(text.toUpperCase()) },
  ];
}
