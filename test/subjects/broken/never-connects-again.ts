import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Connections are made at the first use and never again.",
  edits: [
    {
      file: "database.py",
      find: `            if is_usable(connection):
                return connection
            connection.close()
`,
      replace: `            return connection
`,
    },
    {
      file: "database.py",
      find: `            # Whatever it was: a connection in an unknown state is not worth keeping.
            connection.close()
            raise`,
      replace: `            self._idle.put(connection)
            raise`,
    },
  ],
  caughtBy: "recovers-after-outage",
  mayFail: ["cut-statements-leave-nothing-half-done", "scarce-database-is-survived"],
} satisfies BrokenSubject;
