import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-migrated",
  fault: "The migration runs all of its files each time, and so fails when the table is there already.",
  edits: [
    {
      file: "src/migrate.ts",
      find: "      if (applied.has(name)) continue;\n",
      replace: "",
    },
  ],
  caughtBy: "migrations-can-run-twice",
} satisfies BrokenSubject;
