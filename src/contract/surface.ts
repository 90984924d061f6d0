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
  /** Name of the header by which a repeated request is known: "Idempotency-Key". */
  idempotencyHeader: z.string().optional(),
});
export type Operation = z.infer<typeof operationSchema>;

/** A kind of thing that the API keeps: how it is made, read, changed, deleted and listed, by operation id. */
export const resourceSchema = z.object({
  /** Singular, as a person would say it: "expense". */
  name: z.string(),
  collection: z.string(),
  item: z.string().optional(),
  /** Other resources whose ids stand in the paths: the tasks of a project need that project first. */
  parents: z
    .array(
      z.object({
        parameter: z.string(),
        resource: z.string().optional(),
        /** Member of this resource's own representation that names the parent: "projectId". */
        member: z.string().optional(),
      }),
    )
    .optional(),
  /** Operations that carry an `ETag` and heed `If-Match`. */
  concurrency: z.object({ read: z.string(), update: z.string() }).optional(),
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

/** How a person signs up, in and out, and what shows afterwards who it is. */
export const identitySchema = z.object({
  /** Operation ids. */
  register: z.string(),
  logIn: z.string(),
  logOut: z.string().optional(),
  /** Answers with the person who asks. */
  me: z.string().optional(),
  /** Members of the bodies of `register` and `logIn`. */
  members: z.object({ login: z.string(), password: z.string() }),
  /** Member of a person's representation that is the id. */
  idMember: z.string(),
  /** Member of what `logIn` answers. Of no meaning with a cookie. */
  tokenMember: z.string(),
  carrier: z.enum(["bearer", "cookie"]),
  /** Name of the cookie. */
  cookie: z.string().optional(),
});
export type Identity = z.infer<typeof identitySchema>;

/** One key for everything that is secured. The program takes it from its environment, so the judge can choose it. */
export const apiKeySchema = z.object({
  /** The variable that holds it: "API_KEY". The other three have a meaning of their own. */
  environment: z
    .string()
    .regex(
      /^(?!(PORT|DATABASE_URL|JWT_SECRET)$)[A-Za-z_][A-Za-z0-9_]*$/,
      "must be the name of a variable, like `API_KEY`",
    ),
  /** Of the request: "X-Api-Key". */
  header: z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, "must be the name of a header, like `X-Api-Key`"),
  /** What stands before the key in that header: "Bearer". Left out where there is nothing but the key. */
  scheme: z
    .string()
    .regex(/^[\w!#$%&'*+.^`|~-]+$/, "must be one word, like `Bearer`")
    .optional(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** Where in a request a security scheme of the contract is satisfied. */
export const credentialPlaceSchema = z.object({
  in: z.enum(["header", "query", "cookie"]),
  name: z.string(),
  /** Of the header Authorization: "Bearer". */
  scheme: z.string().optional(),
});
export type CredentialPlace = z.infer<typeof credentialPlaceSchema>;

/** How somebody is let in to a thing of somebody else. */
export const sharingSchema = z.object({
  /** Name of the resource that is shared, with everything below it. */
  resource: z.string(),
  /** Operation ids: gives somebody a role, takes it away. */
  grant: z.string(),
  revoke: z.string(),
  /** Path parameter of both that names the person. */
  personParameter: z.string(),
  /** Member of the body of `grant`. */
  roleMember: z.string(),
  /** Those that can be given, the most powerful first. */
  roles: z.array(z.string()).min(1),
  /** The role of whoever made the thing. */
  ownerRole: z.string(),
});
export type Sharing = z.infer<typeof sharingSchema>;

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
  "tokens-guard-everything",
  "logout-is-at-once",
  "passwords-are-stretched",
  "logins-look-alike",
  "logins-are-limited",
  "emails-ignore-case",
  "strangers-learn-nothing",
  "shared-things-are-listed",
  "stale-writes-are-refused",
  "repeats-make-one-thing",
  "deletes-are-all-or-nothing",
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
  "tokens-guard-everything":
    "Without a valid token, everything that needs one is answered 401 with WWW-Authenticate. A token ends within limits.tokenLifetimeHours.",
  "logout-is-at-once": "Logging out makes the token useless at once.",
  "passwords-are-stretched":
    "Passwords are kept only as bcrypt, scrypt, Argon2 or PBKDF2, and are never in a response or a log line.",
  "logins-look-alike": "A log-in for an unknown person and one with a wrong password look the same.",
  "logins-are-limited":
    "More than limits.failedLoginsPerMinute failed log-ins for one person in a minute are answered 429 with Retry-After.",
  "emails-ignore-case": "E-mail addresses are unique, whatever their case.",
  "strangers-learn-nothing":
    "Who has no role in a thing is answered 404 (403 is accepted), and learns neither of it nor of what lies below it.",
  "shared-things-are-listed":
    "Whoever has a role in a thing finds it in their list of such things, and is told their own role in it.",
  "stale-writes-are-refused":
    "What is read carries an ETag; a change with an If-Match that is stale is answered 412 and changes nothing.",
  "repeats-make-one-thing":
    "A create with an Idempotency-Key that the same person used within 24 hours answers what it answered then, and makes nothing new.",
  "deletes-are-all-or-nothing": "Deleting a thing deletes what lies below it, all or nothing.",
};

export const surfaceSchema = z.object({
  title: z.string(),
  version: z.string(),
  /** Path of the health operation: 200 once the program can serve. */
  health: z.string().optional(),
  operations: z.array(operationSchema),
  resources: z.array(resourceSchema),
  /** Left out where nobody can sign up. */
  identity: identitySchema.optional(),
  /** Where there is one, the judge speaks with it and nobody signs up: `identity` is left out then. */
  apiKey: apiKeySchema.optional(),
  /** Everywhere that the contract takes credentials from, of which the judge uses one. */
  credentialPlaces: z.array(credentialPlaceSchema).optional(),
  sharing: sharingSchema.optional(),
  /**
   * By operation id, for operations on a thing (or below one) that belongs to somebody: the roles in it that may do this,
   * the owner's included. What is not in it is for everybody who is logged in.
   */
  access: z.record(z.string(), z.object({ allowed: z.array(z.string()) })).optional(),
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
    /** So many log-ins may fail for one person in a minute. */
    failedLoginsPerMinute: z.number().int().optional(),
    /** How long a token lives at most. */
    tokenLifetimeHours: z.number().optional(),
    /** Within how long 99 of 100 requests are answered, at ordinary traffic. */
    latencyMsP99: z.number().positive().optional(),
  }),
});
export type Surface = z.infer<typeof surfaceSchema>;
