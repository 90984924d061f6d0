import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-migrated",
  fault: "The way back drops the tables and keeps the list of what was applied, so that nobody makes them again.",
  edits: [
    {
      file: "src/migrate.ts",
      find: `      await client.query("delete from migration where name = $1", [name]);
`,
      replace: "",
    },
  ],
  caughtBy: "migrations-go-down-and-up",
} satisfies BrokenSubject;
