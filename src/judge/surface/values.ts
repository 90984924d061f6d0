/**
 * Valid values from a schema: what an ordinary person would send, other in each run. Each is checked against the schema before it
 * is given out.
 */
import fc from "fast-check";
import type { Random } from "../../base/random.ts";
import { isValid } from "../../catalog/compile-schema.ts";
import type { Json } from "../../contract/json.ts";
import type { JsonSchema, Operation } from "../../contract/surface.ts";
import { ordinaryText } from "./ordinary-text.ts";

/** A body that the operation must accept, with all members that its schema names. */
export function validBody(operation: Operation, random: Random): { [member: string]: Json } {
  const value = validValue(operation.body?.schema ?? { type: "object" }, random, operation.id);
  if (!isObject(value)) throw new Error(`the body of ${operation.id} is no object`);
  return value;
}

/** A body for a change: some of the members, more than one where there are more. */
export function changeOf(operation: Operation, random: Random): { [member: string]: Json } {
  const whole = validBody(operation, random);
  const names = random.shuffle(Object.keys(whole));
  const some = names.slice(0, Math.max(2, random.integer(1, names.length - 1)));
  const change = Object.fromEntries(Object.entries(whole).filter(([name]) => some.includes(name)));
  return operation.body && isValid(operation.body.schema, change) ? change : whole;
}

/** Patterns and combinations may need luck; what does not come within these tries never does. */
const mostTries = 30;

/** Throws when no valid value is found; `name` helps to guess what is meant, and is named in the error. */
export function validValue(schema: JsonSchema, random: Random, name = ""): Json {
  for (let tries = 0; tries < mostTries; tries++) {
    const value = tryValue(schema, random, name, 0);
    if (value !== undefined && isValid(schema, value)) return value;
  }
  const given = [...list(schema.examples), schema.default].find(
    (value) => value !== undefined && isValid(schema, value),
  );
  if (given !== undefined) return given;
  throw new Error(`no valid value was found for ${name || "a schema"}: ${JSON.stringify(schema).slice(0, 300)}`);
}

/** Schemas that contain themselves end here, where they leave things out. */
const deepest = 6;

function tryValue(schema: JsonSchema, random: Random, name: string, depth: number): Json | undefined {
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) {
    const real = schema.enum.filter((value) => value !== null);
    return real.length > 0 ? random.pick(real) : null;
  }
  const choices = [list(schema.oneOf), list(schema.anyOf)].find((branches) => branches.length > 0) as
    | JsonSchema[]
    | undefined;
  if (choices) {
    const { oneOf: _, anyOf: __, ...rest } = schema;
    const real = choices.filter((choice) => choice.type !== "null");
    return tryValue(joined(rest, random.pick(real.length > 0 ? real : choices)), random, name, depth);
  }
  if (Array.isArray(schema.allOf)) {
    const { allOf, ...rest } = schema;
    return tryValue((allOf as JsonSchema[]).reduce(joined, rest), random, name, depth);
  }
  switch (typeOf(schema)) {
    case "object":
      return tryObject(schema, random, depth);
    case "array":
      return tryArray(schema, random, name, depth);
    case "integer":
      return tryNumber(schema, random, 1);
    case "number":
      return tryNumber(schema, random, 0.01);
    case "boolean":
      return random.pick([true, false]);
    case "null":
      return null;
    default:
      return tryText(schema, random, name);
  }
}

function tryObject(schema: JsonSchema, random: Random, depth: number): Json | undefined {
  const required = list(schema.required);
  const members: { [member: string]: Json } = {};
  for (const [name, member] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
    if (depth >= deepest && !required.includes(name)) continue;
    const value = isObject(member) ? tryMember(member, random, name, depth + 1) : member ? null : undefined;
    if (value !== undefined) members[name] = value;
  }
  for (const name of required) {
    if (typeof name === "string" && !(name in members)) members[name] = ordinaryText(name, {}, random);
  }
  return members;
}

/** Each member by itself, so that one with a hard pattern does not need all others to be lucky in the same try. */
function tryMember(schema: JsonSchema, random: Random, name: string, depth: number): Json | undefined {
  for (let tries = 0; tries < mostTries; tries++) {
    const value = tryValue(schema, random, name, depth);
    if (value !== undefined && isValid(schema, value)) return value;
  }
  return list(schema.examples).find((value) => isValid(schema, value));
}

function tryArray(schema: JsonSchema, random: Random, name: string, depth: number): Json {
  const least = numberOr(schema.minItems, 1);
  const count = Math.min(
    Math.max(least, depth >= deepest ? least : 2),
    numberOr(schema.maxItems, Number.POSITIVE_INFINITY),
  );
  const prefix = list(schema.prefixItems) as JsonSchema[];
  return Array.from({ length: Math.max(count, 0) }, (_, i) => {
    const item = prefix[i] ?? (isObject(schema.items) ? schema.items : {});
    return tryMember(item, random, name, depth + 1) ?? null;
  });
}

/** Small amounts as often as large ones: uniform draws from 1 to 1,000,000,000 would hardly ever have fewer than 8 digits. */
function tryNumber(schema: JsonSchema, random: Random, grain: number): number {
  const step = numberOr(schema.multipleOf, grain);
  const least = Math.max(
    numberOr(schema.minimum, Number.NEGATIVE_INFINITY),
    numberOr(schema.exclusiveMinimum, Number.NEGATIVE_INFINITY) + step,
  );
  const most = Math.min(
    numberOr(schema.maximum, Number.POSITIVE_INFINITY),
    numberOr(schema.exclusiveMaximum, Number.POSITIVE_INFINITY) - step,
  );
  const low = Number.isFinite(least) ? Math.ceil(least / step) : Math.min(1, Math.floor(most / step));
  const high = Number.isFinite(most) ? Math.floor(most / step) : low + 1_000_000;
  const width = Math.min(Math.max(high - low, 0), 10 ** random.integer(1, 6));
  const value = (low + random.integer(0, width)) * step;
  // 0.1 * 3 is not 0.3: cut to the decimals of the step.
  return Number.isInteger(step) ? value : Number(value.toFixed(Math.min(10, Math.ceil(-Math.log10(step)))));
}

function tryText(schema: JsonSchema, random: Random, name: string): string | undefined {
  const ordinary = ordinaryText(name, schema, random);
  if (typeof schema.pattern !== "string" || isValid(schema, ordinary)) return ordinary;
  return textLike(schema, schema.pattern, random);
}

/** The ordinary among what fast-check makes for the pattern: printable ASCII if there is any. */
function textLike(schema: JsonSchema, pattern: string, random: Random): string | undefined {
  try {
    const like = fc.stringMatching(new RegExp(pattern, "u"), { size: "small" });
    const samples = fc.sample(like, { seed: random.integer(0, 0x7fffffff), numRuns: 20 });
    const valid = samples.filter((sample) => isValid(schema, sample));
    return valid.find((sample) => /^[\x20-\x7e]+$/.test(sample)) ?? valid[0];
  } catch {
    // Look-aheads and the like: the schema's own examples may help.
    return undefined;
  }
}

function typeOf(schema: JsonSchema): string | undefined {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  const real = types.find((type) => type !== "null" && type !== undefined) ?? types[0];
  if (typeof real === "string") return real;
  if ("properties" in schema || "required" in schema) return "object";
  if ("items" in schema || "prefixItems" in schema) return "array";
  return "minimum" in schema || "maximum" in schema ? "number" : undefined;
}

/** Good enough for a try: what does not fit is found out by the check against the whole schema. */
function joined(a: JsonSchema, b: JsonSchema): JsonSchema {
  return {
    ...a,
    ...b,
    ...(a.properties || b.properties ? { properties: { ...Object(a.properties), ...Object(b.properties) } } : {}),
    ...(a.required || b.required ? { required: [...list(a.required), ...list(b.required)] } : {}),
  };
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function numberOr(value: Json | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function isObject(value: unknown): value is { [member: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
