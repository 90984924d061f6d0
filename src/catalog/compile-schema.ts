/**
 * JSON Schema 2020-12 as the contracts use it: one ajv, formats on.
 */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { JsonSchema } from "../contract/surface.ts";

/**
 * `strict: false` because contracts of others may hold words that ajv does not know. Unknown formats are only remarks
 * in JSON Schema (§7.2.3), and are passed over. All errors, because the judge asks which members are wrong.
 */
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, validateFormats: true });
(formats as unknown as typeof formats.default)(ajv);

/** Compiling takes milliseconds, and the same few schemas are asked for thousands of times. */
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** Throws when the schema itself is wrong; see {@link schemaMistake}. */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const validate = ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

/** What is wrong with the schema itself. Without compiling it: a large contract has hundreds that are never used. */
export function schemaMistake(schema: JsonSchema): string | undefined {
  if (ajv.validateSchema(schema)) return undefined;
  const [error] = ajv.errors ?? [];
  return error
    ? `${error.instancePath.replace(/^\//, "").replaceAll("/", ".")} ${error.message}`.trim()
    : "it is no JSON Schema";
}

export function isValid(schema: JsonSchema, value: unknown): boolean {
  return compileSchema(schema)(value);
}
