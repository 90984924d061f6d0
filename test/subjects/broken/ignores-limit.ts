import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "Every page has twenty rows, whatever is asked for.",
  edits: [
    {
      file: "expenses/api.py",
      find: 'limit = whole(query.get("limit", "20"), 1, 100, "limit")',
      replace: `whole(query.get("limit", "20"), 1, 100, "limit")
        limit = 20`,
    },
  ],
  caughtBy: "list-obeys-limit",
} satisfies BrokenSubject;
