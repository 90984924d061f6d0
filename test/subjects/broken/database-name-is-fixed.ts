import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "It takes server and password from DATABASE_URL, and a database of its own choice.",
  edits: [
    {
      file: "expenses/store.py",
      find: "            self._url, autocommit=True",
      replace: '            self._url, dbname="postgres", autocommit=True',
    },
  ],
  caughtBy: "obeys-database-url",
  // Nobody may make tables in there.
  alsoFails: ["program-starts-and-answers"],
} satisfies BrokenSubject;
