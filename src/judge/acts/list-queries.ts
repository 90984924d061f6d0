/**
 * The ways in which a list can be asked for besides its pages: each value of each query parameter.
 */
import type { Json } from "../../contract/json.ts";
import type { Operation, Resource } from "../../contract/surface.ts";

/**
 * One parameter at a time: all values of an enumeration, both of a yes or no, and of anything else what `example`, a thing of that list,
 * has under this name.
 */
export function queriesOf(
  list: Operation,
  page: NonNullable<Resource["page"]>,
  example: { [member: string]: Json },
): Record<string, string>[] {
  const { cursorParameter, limitParameter } = page;
  return list.parameters
    .filter(({ in: where, name }) => where === "query" && name !== cursorParameter && name !== limitParameter)
    .flatMap(({ name, schema }) => valuesOf(schema, example[name]).map((value) => ({ [name]: value })));
}

function valuesOf(schema: Operation["parameters"][number]["schema"], example: Json | undefined): string[] {
  if (Array.isArray(schema.enum)) return schema.enum.filter((value) => value !== null).map(String);
  if (schema.type === "boolean") return ["true", "false"];
  return typeof example === "string" || typeof example === "number" ? [String(example)] : [];
}
