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
  alsoFails: ["killed-keeps-acknowledged-writes"],
} satisfies BrokenSubject;
