/**
 * The documents of which a person has one each: what the plan is made from, and what is for their eyes only.
 */
import * as z from "zod";
import { type Person, type Private, personSchema, privateSchema } from "../person.ts";

/** By kind, as they are kept. */
export const documentSchemas = { person: personSchema, private: privateSchema } as const;

export interface Documents {
  person: Person;
  private: Private;
}
export type DocumentKind = keyof Documents;

/** A change: members that are given replace the whole member, null takes one out, all others stay. */
export const personChangeSchema = changeOf(personSchema);
export const privateChangeSchema = changeOf(privateSchema);

export const documentChangeSchemas = { person: personChangeSchema, private: privateChangeSchema } as const;

function changeOf<S extends z.ZodRawShape>(schema: z.ZodObject<S>) {
  // A default would overwrite what is not sent.
  const members = Object.entries(schema.shape).map(([name, member]) => [name, withoutDefault(member).nullish()]);
  return z.strictObject(Object.fromEntries(members) as { [Name in keyof S]: z.ZodOptional<z.ZodNullable<S[Name]>> });
}

function withoutDefault(member: z.core.$ZodType): z.ZodType {
  return (member instanceof z.ZodDefault ? member.unwrap() : member) as z.ZodType;
}
