import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "At each start the table is dropped and made anew.",
  edits: [
    {
      file: "src/expenses.ts",
      find: "      create table if not exists expense (",
      replace: `      drop table if exists expense;
      create table expense (`,
    },
  ],
  caughtBy: "restart-keeps-everything",
  // Both start it again to look for what was acknowledged.
  alsoFails: ["killed-keeps-acknowledged-writes", "stop-finishes-requests-in-flight"],
} satisfies BrokenSubject;
