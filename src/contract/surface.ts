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
  /** Other resources whose ids stand in the paths: the tasks of a project need that project first. */
  parents: z.array(z.object({ parameter: z.string(), resource: z.string().optional() })).optional(),
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
 * that does not make it. What each one means is in {@link promiseMeaning}.
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

export const promiseMeaning: Readonly<Record<PromiseId, string>> = {
  "problem-json": "Every error body is application/problem+json (RFC 9457) and shows no stack, path or SQL.",
  "deletes-are-final": "A second DELETE of the same thing and a GET of it answer 404.",
  "text-is-kept-exactly": "Text comes back exactly as it was sent, any Unicode except NUL.",
  "unknown-members-change-nothing": "Unknown members of a body are ignored or refused, never stored.",
  "writes-survive-kill": "An acknowledged write survives kill -9 and a restart.",
  "port-and-database-from-environment":
    "PORT and DATABASE_URL come from the environment and are obeyed; without DATABASE_URL the program ends at once, not with status 0, and says so.",
  "waits-for-database": "It may be started before its database, and waits for it at least limits.databaseWaitMs.",
  "outage-is-answered-503":
    "While the database is away or silent, every request is answered 503 within limits.outageAnswerMs; the program does not end and is well again by itself.",
  "connection-limit": "It uses at most limits.connections database connections, and gives them all back.",
  "graceful-stop": "On SIGTERM it finishes the requests in flight and ends with status 0 within limits.stopMs.",
  "request-log":
    "One JSON object a line on stdout for each request, with at least method, path, status, duration and a request id; never a secret.",
};

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
