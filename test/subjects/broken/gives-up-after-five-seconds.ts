import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "It waits five seconds for the database, and then exits.",
  edits: [
    {
      file: "expenses/__main__.py",
      find: `    while not stop.is_set():
        try:`,
      replace: `    give_up_at = loop.time() + 5
    while not stop.is_set():
        if loop.time() > give_up_at:
            return 1
        try:`,
    },
  ],
  caughtBy: "waits-for-a-late-database",
} satisfies BrokenSubject;
