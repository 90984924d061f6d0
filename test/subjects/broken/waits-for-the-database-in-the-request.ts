import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "A request waits until there is a connection again.",
  edits: [
    {
      file: "database.py",
      find: `                connection = psycopg2.connect(self._url)
                connection.autocommit = True
                return connection`,
      replace: `                connection = self._connect()
                connection.autocommit = True
                return connection`,
    },
    {
      file: "database.py",
      find: `    def _take(self):
`,
      replace: `    def _connect(self):
        while True:
            try:
                current.deadline = time.monotonic() + LIMIT_SECONDS
                return psycopg2.connect(self._url)
            except psycopg2.OperationalError:
                time.sleep(0.5)

    def _take(self):
`,
    },
  ],
  caughtBy: "outage-is-answered-in-time",
  alsoFails: ["silent-database-is-answered-in-time"],
} satisfies BrokenSubject;
