import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "The time of creation has no time zone, so that nobody knows when it was.",
  edits: [
    {
      file: "expenses.py",
      find: 'created_at.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")',
      replace: "created_at.astimezone(timezone.utc).replace(tzinfo=None).isoformat()",
    },
  ],
  caughtBy: "answers-match-the-contract",
} satisfies BrokenSubject;
