import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Without DATABASE_URL it says so and ends as if all were well.",
  edits: [
    {
      file: "app.py",
      find: '        sys.exit("DATABASE_URL is missing: set it to something like postgresql://user:password@host/expenses")',
      replace: `        print("DATABASE_URL is missing: set it to something like postgresql://user:password@host/expenses")
        sys.exit(0)`,
    },
  ],
  caughtBy: "missing-database-url-is-said",
} satisfies BrokenSubject;
