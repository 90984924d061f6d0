import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "The smallest amount is not looked at.",
  edits: [
    {
      file: "expenses/api.py",
      find: "if not 1 <= value <= 1_000_000_000 or",
      replace: "if not value <= 1_000_000_000 or",
    },
  ],
  caughtBy: "invalid-input-is-refused",
} satisfies BrokenSubject;
