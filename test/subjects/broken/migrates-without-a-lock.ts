import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-migrated",
  fault: "Two migrations that run at once both find the table missing, and both make it.",
  edits: [
    {
      file: "src/migrate.ts",
      find: `  await client.query("select pg_advisory_xact_lock($1)", [lock]);
`,
      replace: "  void lock;\n",
    },
  ],
  caughtBy: "migrations-meet-without-harm",
} satisfies BrokenSubject;
