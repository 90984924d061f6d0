/**
 * What an answer must tell: the members that the contract has in it. What was sent may come back in another shape, inside of
 * something else, or not at all, and only the contract says which.
 */
import type { Exchange } from "../../contract/recording.ts";
import type { JsonSchema, Surface } from "../../contract/surface.ts";

/** Where the contract names no members at all, it may be any. */
export function isAnswered({ operations }: Surface, { operation, response }: Exchange, member: string): boolean {
  const responses = operations.find(({ id }) => id === operation)?.responses ?? {};
  const told = responses[String(response?.status)] ?? responses["2XX"] ?? responses.default;
  const names = namesIn(told?.schema);
  return names.length === 0 || names.includes(member);
}

function namesIn(schema: JsonSchema | undefined): string[] {
  if (!schema) return [];
  const parts = [schema.allOf, schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [...Object.keys(Object(schema.properties)), ...parts.flatMap((part) => namesIn(Object(part) as JsonSchema))];
}
