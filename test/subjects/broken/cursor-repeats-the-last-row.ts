import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "Each page begins with the last row of the page before.",
  edits: [
    {
      file: "expenses/store.py",
      find: "%(below)s::int is null or id < %(below)s",
      replace: "%(below)s::int is null or id <= %(below)s",
    },
  ],
  caughtBy: "cursor-visits-each-row-once",
} satisfies BrokenSubject;
