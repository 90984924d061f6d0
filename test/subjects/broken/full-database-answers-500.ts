import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault:
    "Of the database's own words only those about connections and shutdowns are an outage to it; 'too many clients' is a bug.",
  edits: [
    {
      file: "src/database.ts",
      find: "/^(08|53|57)/",
      replace: "/^(08|57)/",
    },
  ],
  caughtBy: "scarce-database-is-survived",
} satisfies BrokenSubject;
