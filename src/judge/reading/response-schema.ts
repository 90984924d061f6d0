/**
 * Does an answer's body fit the schema that the contract gives for it? Members that the schema does not name are fine.
 */
import { compileSchema } from "../../catalog/compile-schema.ts";
import type { Json } from "../../contract/json.ts";
import type { JsonSchema } from "../../contract/surface.ts";

/** What is wrong, as the end of a sentence about `where`: "must be integer". Undefined when it fits. */
export function misfit(schema: JsonSchema, body: Json): { where: string; why: string } | undefined {
  const validate = compileSchema(schema);
  if (validate(body)) return undefined;
  const [error] = validate.errors ?? [];
  const where = (error?.instancePath ?? "").replace(/^\//, "").replaceAll("/", ".");
  return { where, why: error?.message ?? "does not fit" };
}
