import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-migrated",
  fault: "The index has no name of its own and is made after each run, once more.",
  edits: [
    {
      file: "src/migrate.ts",
      find: `  await client.query("commit");`,
      replace: `  await client.query("create index on expense (created_at)");
  await client.query("commit");`,
    },
  ],
  caughtBy: "migrations-can-run-twice",
} satisfies BrokenSubject;
