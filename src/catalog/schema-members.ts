/**
 * What a schema says about an answer's body and its members. Pure.
 */
import type { JsonSchema, Operation } from "../contract/surface.ts";
import { isMap } from "./references.ts";

/** The body of the first 2xx that has one. */
export function successOf(operation: Operation | undefined): JsonSchema | undefined {
  const statuses = Object.keys(operation?.responses ?? {}).filter((status) => status.startsWith("2"));
  return statuses.map((status) => operation?.responses[status]?.schema).find((schema) => schema !== undefined);
}

export function membersOf(schema: JsonSchema): Record<string, JsonSchema> {
  const own = isMap(schema.properties) ? (schema.properties as Record<string, JsonSchema>) : {};
  const parts = Array.isArray(schema.allOf) ? (schema.allOf as JsonSchema[]).map(membersOf) : [];
  return Object.assign({}, ...parts, own);
}

export function hasType(schema: JsonSchema, type: string): boolean {
  return schema.type === type || (Array.isArray(schema.type) && schema.type.includes(type));
}
