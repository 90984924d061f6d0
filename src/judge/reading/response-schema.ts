/**
 * Does an answer's body fit the schema that the contract gives for it?
 *
 * Dates and times by ajv-formats, which follows RFC 3339. Members that the schema does not name are fine. Each schema is
 * compiled once in a process: compiling costs some ten milliseconds, a recording has hundreds of answers.
 */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Json } from "../../contract/json.ts";
import type { JsonSchema } from "../../contract/surface.ts";

const ajv = new Ajv2020({ strict: false, logger: false, allErrors: false });
// The module is CommonJS: its default export is one level deeper for Node's loader than for its types.
((addFormats as unknown as { default?: typeof addFormats.default }).default ?? (addFormats as unknown as typeof addFormats.default))(ajv);

const compiled = new Map<string, ValidateFunction>();

/** What is wrong, as the end of a sentence about the body: `"amount" must be integer`. Undefined when it fits. */
export function misfit(schema: JsonSchema, body: Json): { where: string; why: string } | undefined {
  const key = JSON.stringify(schema);
  let validate = compiled.get(key);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(key, validate);
  }
  if (validate(body)) return undefined;
  const [error] = validate.errors ?? [];
  const where = (error?.instancePath ?? "").replace(/^\//, "").replaceAll("/", ".");
  return { where, why: `${error?.message ?? "does not fit"}${error?.params.format === undefined ? "" : ""}` };
}
