import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "A change that sends no description sets it to a default.",
  edits: [
    {
      file: "expenses/store.py",
      find: "description = coalesce(%(description)s, description)",
      replace: "description = coalesce(%(description)s, 'no description')",
    },
  ],
  caughtBy: "update-changes-only-what-was-sent",
} satisfies BrokenSubject;
