/**
 * Valid bodies with a text in them that is found again: in a statement on the wire, in a list, in another database.
 */
import type { Random } from "../../base/random.ts";
import type { Json } from "../../contract/json.ts";
import type { JsonSchema, Operation } from "../../contract/surface.ts";
import { validBody } from "../surface/values.ts";

type Members = { [member: string]: Json };

/** Long enough never to occur by chance. */
const markLetters = 16;

/** A valid body whose free text, if the operation has one, is a mark: letters and digits only, so that no quoting changes it. */
export function markedBody(operation: Operation, random: Random): Members {
  const body = validBody(operation, random);
  const member = freeText(operation);
  return member === undefined ? body : { ...body, [member]: random.token(markLetters) };
}

/** The smallest change of a thing that leaves a mark; a whole valid body where there is no free text. */
export function markedChange(operation: Operation, random: Random): Members {
  const member = freeText(operation);
  const whole = operation.method === "PUT";
  return member === undefined || whole ? markedBody(operation, random) : { [member]: random.token(markLetters) };
}

function freeText(operation: Operation): string | undefined {
  const properties = (operation.body?.schema.properties ?? {}) as Record<string, JsonSchema>;
  return Object.keys(properties).find((name) => takesMark(properties[name] as JsonSchema));
}

function takesMark(schema: JsonSchema): boolean {
  const { type, maxLength, minLength } = schema;
  const constrained = ["format", "pattern", "enum", "const"].some((keyword) => keyword in schema);
  const fits = Number(maxLength ?? markLetters) >= markLetters && Number(minLength ?? 0) <= markLetters;
  return (type === "string" || (Array.isArray(type) && type.includes("string"))) && !constrained && fits;
}
