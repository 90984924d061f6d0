import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "After the first failure the database is never asked again.",
  edits: [
    {
      file: "expenses/store.py",
      find: `        self._idle: list[psycopg.AsyncConnection] = []
`,
      replace: `        self._idle: list[psycopg.AsyncConnection] = []
        self.is_up = False
        self.has_failed = False
`,
    },
    {
      file: "expenses/store.py",
      find: `    async def _run(self, statement: str, values=None) -> list[dict]:
`,
      replace: `    async def _run(self, statement: str, values=None) -> list[dict]:
        if self.is_up and self.has_failed:
            raise Unavailable("the circuit is open")
`,
    },
    {
      file: "expenses/store.py",
      find: `            self._idle.append(connection)
            return rows
`,
      replace: `            self._idle.append(connection)
            self.is_up = True
            return rows
`,
    },
    {
      file: "expenses/store.py",
      find: `            await discard(connection)
            raise Unavailable("the database did not answer") from error`,
      replace: `            self.has_failed = self.is_up and not isinstance(error, psycopg.errors.QueryCanceled)
            await discard(connection)
            raise Unavailable("the database did not answer") from error`,
    },
  ],
  caughtBy: "recovers-after-outage",
  mayFail: ["cut-statements-leave-nothing-half-done", "scarce-database-is-survived"],
} satisfies BrokenSubject;
