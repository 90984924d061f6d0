import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "It takes the first of no rows, and answers 500.",
  edits: [
    { file: "expenses.py", find: "return as_json(rows[0]) if rows else None", replace: "return as_json(rows[0])" },
  ],
  caughtBy: "unknown-id-is-404",
  alsoFails: ["deleted-stays-deleted"],
} satisfies BrokenSubject;
