import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Who signed up with a capital cannot log in without it.",
  edits: [
    {
      file: "src/accounts.ts",
      find: "where lower(email) = lower($1)",
      replace: "where email = $1",
    },
  ],
  caughtBy: "email-is-unique-whatever-its-case",
} satisfies BrokenSubject;
