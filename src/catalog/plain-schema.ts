/**
 * Makes a JSON Schema 2020-12 that stands for itself out of one as it is written in an OpenAPI file: references put in place,
 * OpenAPI 3.0's own words translated, simple `allOf`s joined, and what is only for readers left out.
 */
import { isDeepStrictEqual } from "node:util";
import type { Json } from "../contract/json.ts";
import type { JsonSchema } from "../contract/surface.ts";
import { isMap, type References } from "./references.ts";

export interface PlainOptions {
  references: References;
  version: "3.0" | "3.1";
  /** `readOnly` members are not for requests, `writeOnly` ones not for responses. */
  direction: "request" | "response";
}

/**
 * A schema that contains itself is followed this often into itself; below that anything is allowed. The judge makes no
 * deeper values, and asks nothing of what a program answers there.
 */
const mostTurns = 2;

/** Schemas that refer to each other crosswise grow by powers; beyond this many nodes anything is allowed. */
const mostNodes = 5_000;

export function plainSchema(written: unknown, options: PlainOptions): JsonSchema {
  return new Plain(options).schema(written, []);
}

class Plain {
  private readonly options: PlainOptions;
  private nodes = 0;

  constructor(options: PlainOptions) {
    this.options = options;
  }

  schema(written: unknown, turns: readonly string[]): JsonSchema {
    if (written === true || written === undefined) return {};
    if (written === false) return { not: {} };
    if (!isMap(written) || ++this.nodes > mostNodes) return {};
    if (typeof written.$ref === "string") return this.reference(written, written.$ref, turns);

    const plain: JsonSchema = {};
    for (const [word, value] of Object.entries(written)) {
      if (mapsOfSchemas.has(word) && isMap(value)) plain[word] = this.each(value, turns);
      else if (listsOfSchemas.has(word) && Array.isArray(value))
        plain[word] = value.map((one) => this.schema(one, turns));
      else if (singleSchemas.has(word)) plain[word] = typeof value === "boolean" ? value : this.schema(value, turns);
      else if (plainWords.has(word)) plain[word] = value as Json;
    }
    if (written.example !== undefined) plain.examples = [written.example as Json];
    if (this.options.version === "3.0") translate30(plain);
    this.dropOtherDirection(plain, written.properties, turns);
    return joinAllOf(plain);
  }

  private each(schemas: Record<string, unknown>, turns: readonly string[]): Record<string, Json> {
    return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, this.schema(schema, turns)]));
  }

  /** OpenAPI 3.1 lets words stand beside a reference, 3.0 says they mean nothing. */
  private reference(written: Record<string, unknown>, $ref: string, turns: readonly string[]): JsonSchema {
    if (turns.filter((turn) => turn === $ref).length >= mostTurns) return {};
    const target = this.schema(this.options.references.find($ref), [...turns, $ref]);
    const { $ref: _, ...beside } = written;
    const besides = this.options.version === "3.0" ? {} : this.schema(beside, turns);
    return Object.keys(besides).length === 0
      ? target
      : joinAllOf({ ...besides, allOf: [target, ...list(besides.allOf)] });
  }

  private dropOtherDirection(plain: JsonSchema, written: unknown, turns: readonly string[]): void {
    if (!isMap(written) || !isMap(plain.properties)) return;
    const word = this.options.direction === "request" ? "readOnly" : "writeOnly";
    for (const [name, member] of Object.entries(written)) {
      if (!this.says(member, word, turns.length)) continue;
      delete plain.properties[name];
      if (Array.isArray(plain.required)) plain.required = plain.required.filter((required) => required !== name);
    }
  }

  private says(written: unknown, word: string, depth: number): boolean {
    if (!isMap(written) || depth > 50) return false;
    if (written[word] === true) return true;
    return typeof written.$ref === "string" && this.says(this.options.references.find(written.$ref), word, depth + 1);
  }
}

const mapsOfSchemas = new Set(["properties", "patternProperties", "dependentSchemas"]);
const listsOfSchemas = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const singleSchemas = new Set([
  ..."items additionalProperties unevaluatedItems unevaluatedProperties not if then else contains propertyNames".split(
    " ",
  ),
]);
/** Words with a meaning for values. Everything else is for readers, or a slip, and ajv would pass it over. */
const plainWords = new Set([
  ..."type enum const format default nullable required pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf".split(
    " ",
  ),
  ..."minLength maxLength minItems maxItems uniqueItems minContains maxContains minProperties maxProperties".split(" "),
  // A value that the author gives is a way to know one that fits a pattern.
  "dependentRequired",
  "examples",
]);

/** https://www.openapis.org/blog/2021/02/16/migrating-from-openapi-3-0-to-3-1-0 */
function translate30(schema: JsonSchema): void {
  for (const [exclusive, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (schema[exclusive] === true && typeof schema[bound] === "number") {
      schema[exclusive] = schema[bound];
      delete schema[bound];
    } else if (typeof schema[exclusive] === "boolean") delete schema[exclusive];
  }
  if (schema.nullable === true) {
    if (typeof schema.type === "string") schema.type = [schema.type, "null"];
    if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
  }
  delete schema.nullable;
}

/** Joins what can be joined without a change of meaning; anything else stays an `allOf`. */
function joinAllOf(schema: JsonSchema): JsonSchema {
  if (!Array.isArray(schema.allOf)) return schema;
  const { allOf, ...rest } = schema;
  const parts = [...(allOf as JsonSchema[]), rest];
  // What these words mean depends on which members stand beside them in the same schema.
  if (
    parts.some((part) =>
      ["additionalProperties", "patternProperties", "unevaluatedProperties"].some((word) => word in part),
    )
  ) {
    return schema;
  }
  const joined: JsonSchema = {};
  for (const part of parts) {
    for (const [word, value] of Object.entries(part)) {
      const there = joined[word];
      if (there === undefined || isDeepStrictEqual(there, value)) joined[word] = value;
      else if (word === "required") joined[word] = [...new Set([...list(there), ...list(value)])];
      else if (word === "properties" && isMap(there) && isMap(value)) joined[word] = joinMembers(there, value);
      else if (["minimum", "minLength", "minItems", "minProperties"].includes(word))
        joined[word] = Math.max(Number(there), Number(value));
      else if (["maximum", "maxLength", "maxItems", "maxProperties"].includes(word))
        joined[word] = Math.min(Number(there), Number(value));
      else if (word === "default" || word === "examples") joined[word] = value;
      else return schema;
    }
  }
  return joined;
}

function joinMembers(a: Record<string, unknown>, b: Record<string, unknown>): Record<string, Json> {
  const members = { ...a } as Record<string, Json>;
  for (const [name, schema] of Object.entries(b) as [string, Json][]) {
    const there = members[name];
    const same = there === undefined || isDeepStrictEqual(there, schema);
    members[name] = same ? schema : joinAllOf({ allOf: [there, schema] });
  }
  return members;
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value : [];
}
