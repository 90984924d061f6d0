import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "The cursor is the row that was fetched to look ahead, and the next page begins behind it.",
  edits: [
    {
      file: "expenses.py",
      find: `"nextCursor": f"before-{items[-1]['id']}" if more else None`,
      replace: '"nextCursor": f"before-{rows[limit][0]}" if more else None',
    },
  ],
  caughtBy: "cursor-visits-each-row-once",
} satisfies BrokenSubject;
