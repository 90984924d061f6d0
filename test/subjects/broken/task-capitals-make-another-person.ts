import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "An address in capitals is another address.",
  edits: [
    {
      file: "src/schema.ts",
      find: "on account (lower(email));",
      replace: "on account (email);",
    },
    {
      file: "src/accounts.ts",
      find: "where lower(email) = lower($1)",
      replace: "where email = $1",
    },
  ],
  caughtBy: "email-is-unique-whatever-its-case",
} satisfies BrokenSubject;
