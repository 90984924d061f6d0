import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "The driver waits for its server without a limit.",
  edits: [
    {
      file: "database.py",
      find: `psycopg2.extensions.set_wait_callback(wait_with_limit)
`,
      replace: "",
    },
  ],
  caughtBy: "silent-database-is-answered-in-time",
} satisfies BrokenSubject;
