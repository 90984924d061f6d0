import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "A change locks the whole table first, so that nothing comes between.",
  edits: [
    {
      file: "expenses.py",
      find: `                f"update expenses set`,
      replace: `                f"lock table expenses in share row exclusive mode; update expenses set`,
    },
  ],
  caughtBy: "slow-requests-starve-nobody",
} satisfies BrokenSubject;
