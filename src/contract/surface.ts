/**
 * The surface: what an API offers, read from its OpenAPI file and the project's hints, in the form that scenarios and
 * checks use. References are resolved, so that a recording with its surface can be judged without any other file.
 */
import * as z from "zod";

/** A JSON Schema (2020-12, as in OpenAPI 3.1) without `$ref`. */
export const jsonSchema = z.record(z.string(), z.json());
export type JsonSchema = z.infer<typeof jsonSchema>;

export const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean(),
  schema: jsonSchema,
});
export type Parameter = z.infer<typeof parameterSchema>;

export const operationSchema = z.object({
  /** `operationId`, or "GET /path" where there is none. */
  id: z.string(),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]),
  /** Template: "/expenses/{id}". */
  path: z.string(),
  parameters: z.array(parameterSchema),
  body: z.object({ required: z.boolean(), contentType: z.string(), schema: jsonSchema }).optional(),
  /** By status as written: "201", "4XX", "default". */
  responses: z.record(
    z.string(),
    z.object({
      /** Names of the required headers. */
      headers: z.array(z.string()),
      contentType: z.string().optional(),
      schema: jsonSchema.optional(),
    }),
  ),
  /** True when the contract asks for credentials here. */
  secured: z.boolean(),
});
export type Operation = z.infer<typeof operationSchema>;

/** A kind of thing that the API keeps: how it is made, read, changed, deleted and listed, by operation id. */
export const resourceSchema = z.object({
  /** Singular, as a person would say it: "expense". */
  name: z.string(),
  collection: z.string(),
  item: z.string().optional(),
  /** Name of the path parameter of `item` that holds this resource's own id. */
  idParameter: z.string().optional(),
  /** Member of the representation that is the id. */
  idMember: z.string(),
  create: z.string().optional(),
  read: z.string().optional(),
  update: z.string().optional(),
  replace: z.string().optional(),
  remove: z.string().optional(),
  list: z.string().optional(),
  page: z
    .object({
      items: z.string(),
      next: z.string(),
      cursorParameter: z.string(),
      limitParameter: z.string(),
      defaultLimit: z.number().int(),
      maximumLimit: z.number().int(),
      order: z.enum(["newest-first", "oldest-first", "any"]),
    })
    .optional(),
});
export type Resource = z.infer<typeof resourceSchema>;

/**
 * Promises that a contract makes and that no schema can say. A check that rests on one is not applicable to a contract
 * that does not make it. Each one's wording is in docs/contracts.md.
 */
export const promises = [
  "problem-json",
  "deletes-are-final",
  "text-is-kept-exactly",
  "unknown-members-change-nothing",
  "writes-survive-kill",
  "port-and-database-from-environment",
  "waits-for-database",
  "outage-is-answered-503",
  "connection-limit",
  "graceful-stop",
  "request-log",
] as const;
export const promiseSchema = z.enum(promises);
export type PromiseId = z.infer<typeof promiseSchema>;

export const surfaceSchema = z.object({
  title: z.string(),
  version: z.string(),
  /** Path of the health operation: 200 once the program can serve. */
  health: z.string().optional(),
  operations: z.array(operationSchema),
  resources: z.array(resourceSchema),
  promises: z.array(promiseSchema),
  limits: z.object({
    /** The most database connections that the contract allows. */
    connections: z.number().int(),
    /** Within how long every request is answered while the database is away. */
    outageAnswerMs: z.number(),
    /** Within how long the program ends after SIGTERM. */
    stopMs: z.number(),
    /** How long the program waits for its database at start, at least. */
    databaseWaitMs: z.number(),
  }),
});
export type Surface = z.infer<typeof surfaceSchema>;
