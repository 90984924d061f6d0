import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "The address of the real database, with its password, is in a comment.",
  edits: [
    {
      file: "database.py",
      find: `import contextlib
`,
      replace: `# Real one: postgresql://expenses:Tq7vN2kXw9LzB4mR@db.internal.acme.net:5432/expenses
import contextlib
`,
    },
  ],
  caughtBy: "no-secret-in-source",
} satisfies BrokenSubject;
