/**
 * The members of a body, by kind, as its schema gives them. Pure.
 */
import type { Json } from "../../contract/json.ts";
import type { JsonSchema, Operation, Surface } from "../../contract/surface.ts";

export interface Member {
  name: string;
  schema: JsonSchema;
}

/** Of the body that an operation takes. */
export function membersOf(operation: Operation | undefined): Member[] {
  return (operation?.body ? membersIn(operation.body.schema) : []).filter(({ schema }) => schema.readOnly !== true);
}

/** Of the thing that an operation answers with. */
export function answeredMembersOf(operation: Operation): Member[] {
  const success = Object.keys(operation.responses).find((status) => status.startsWith("2"));
  const schema = success === undefined ? undefined : operation.responses[success]?.schema;
  return schema ? membersIn(schema) : [];
}

/** Whether anything that can be made has such a member. */
export function keepsMembers({ operations, resources }: Surface, fits: (member: Member) => boolean): boolean {
  return resources.some(({ create }) => membersOf(operations.find(({ id }) => id === create)).some(fits));
}

/** Of a schema, `allOf` included; the last word on a member counts. */
function membersIn(whole: JsonSchema): Member[] {
  const members = new Map<string, JsonSchema>();
  const gather = (schema: JsonSchema) => {
    for (const part of arrayOf(schema.allOf)) if (isSchema(part)) gather(part);
    const properties = isSchema(schema.properties) ? schema.properties : {};
    for (const [name, member] of Object.entries(properties)) if (isSchema(member)) members.set(name, member);
  };
  gather(whole);
  return [...members].map(([name, schema]) => ({ name, schema }));
}

/** Text without a form of its own: whatever a person may type. */
export function isFreeText({ schema }: Member): boolean {
  const typed = hasType(schema, "string");
  return typed && ["pattern", "format", "enum", "const", "contentEncoding"].every((keyword) => !(keyword in schema));
}

export function isNumber({ schema }: Member): boolean {
  return (hasType(schema, "integer") || hasType(schema, "number")) && !("enum" in schema) && !("const" in schema);
}

export function isDate({ schema }: Member): boolean {
  return hasType(schema, "string") && schema.format === "date" && !("enum" in schema);
}

export function isMoment({ schema }: Member): boolean {
  return hasType(schema, "string") && schema.format === "date-time";
}

export function hasType(schema: JsonSchema, type: string): boolean {
  return schema.type === type || (Array.isArray(schema.type) && schema.type.includes(type));
}

/** A keyword's number, whatever the schema says elsewhere. */
export function numberOf(schema: JsonSchema, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === "number" ? value : undefined;
}

function arrayOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
