/**
 * `seaworthy.yaml`: how a learner's program is started. Written by `seaworthy new`, read by every command that judges.
 */
import * as z from "zod";

const command = z.string().trim().min(1);

export const manifestSchema = z
  .strictObject({
    /** Id of one of our projects … */
    project: z.string().optional(),
    /** … or the path of the learner's own OpenAPI file, relative to the manifest. */
    openapi: z.string().optional(),
    /** Run once before anything else: `npm ci`. */
    setup: command.optional(),
    /** Run on each fresh database before `start`. */
    migrate: command.optional(),
    /** Takes back everything that `migrate` did: for who promises to be able to. */
    migrateDown: command.optional(),
    /** May be left out for a program that is only ever checked by `--url`. */
    start: command.optional(),
    /** Further environment for the program; `${PORT}`, `${DATABASE_URL}`, `${JWT_SECRET}` are filled in. */
    env: z.record(z.string(), z.coerce.string()).optional(),
    /** For the learner's own API: what a schema cannot say (`hints.owned`, `hints.promises` …). All members are in project.ts. */
    hints: z.record(z.string(), z.json()).optional(),
  })
  .refine((manifest) => (manifest.project === undefined) !== (manifest.openapi === undefined), {
    message: "exactly one of `project` and `openapi` is needed",
  });
export type Manifest = z.infer<typeof manifestSchema>;

/** What is judged: a folder with a program that can be started, or a program that already runs. */
export type Subject =
  | {
      kind: "folder";
      folder: string;
      start: string;
      setup?: string;
      migrate?: string;
      migrateDown?: string;
      env: Record<string, string>;
    }
  | { kind: "address"; url: string; folder?: string };
