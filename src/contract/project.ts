/**
 * `project.yaml`: what a project of ours is, beside its `openapi.yaml`, `brief.md` and starters; and the hints, which say about
 * any API what its OpenAPI file cannot.
 */
import * as z from "zod";
import {
  apiKeySchema,
  identitySchema,
  promiseSchema,
  resourceSchema,
  sharingSchema,
  surfaceSchema,
} from "./surface.ts";

const path = z.string().startsWith("/");

export const hintsSchema = z.strictObject({
  /** Put before every path of the OpenAPI file. Default: the path of its first server. */
  basePath: z.union([path, z.literal("")]).optional(),
  /** Path of the operation that answers 200 once the program can serve. */
  health: path.optional(),
  /** Ids of operations that are left alone, because the judge cannot make what they need: a signed file, a payment. */
  exclude: z.array(z.string()).optional(),
  promises: z.array(promiseSchema).optional(),
  limits: surfaceSchema.shape.limits.partial().optional(),
  /** What is left out is told from the operations. */
  identity: identitySchema
    .extend({
      members: identitySchema.shape.members.partial(),
      /** For an API that nobody signs up to: it stands alone. `scheme: ""` says that the header holds nothing but the key. */
      apiKey: apiKeySchema
        .extend({ scheme: z.union([apiKeySchema.shape.scheme, z.literal("")]) })
        .partial({ header: true })
        .strict(),
    })
    .partial()
    .strict()
    .optional(),
  sharing: sharingSchema
    .partial({ personParameter: true, roleMember: true, roles: true, ownerRole: true })
    .strict()
    .optional(),
  /**
   * Names of the resources that belong to whoever made them, with everything below: nobody else may reach them by their id, or
   * find them in a list. Where several roles may do different things, `access` says so, and goes before this.
   */
  owned: z.array(z.string()).optional(),
  /** By operation id: the roles that may. */
  access: z.record(z.string(), z.array(z.string())).optional(),
  /** By singular name. Only what cannot be seen from paths and schemas needs to be said. */
  resources: z
    .record(
      z.string(),
      z.strictObject({
        collection: path,
        idMember: z.string().optional(),
        concurrency: resourceSchema.shape.concurrency,
        page: resourceSchema.shape.page.unwrap().partial().strict().optional(),
      }),
    )
    .optional(),
});
export type Hints = z.infer<typeof hintsSchema>;

const stepSchema = z.strictObject({
  /** What works when this step is done: "It starts and answers". */
  title: z.string().min(1),
  /** One or two sentences: what to do now. */
  do: z.string().min(1),
  /** Ids of the checks that show it, in the order in which to work on them. */
  checks: z.array(z.string()).min(1),
});
export type Step = z.infer<typeof stepSchema>;

export const projectSchema = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1),
  hints: hintsSchema,
  /** The order of work: "what to do next" is the first check of the first step that does not pass. */
  steps: z.array(stepSchema).min(1),
});
