import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "Without DATABASE_URL it tries a database on the same machine.",
  edits: [
    {
      file: "start.ts",
      find: "process.env.APP_DB ?? process.env.DATABASE_URL;",
      replace: 'process.env.APP_DB || process.env.DATABASE_URL || "postgres://localhost:5432/expenses";',
    },
  ],
  caughtBy: "missing-database-url-is-said",
} satisfies BrokenSubject;
