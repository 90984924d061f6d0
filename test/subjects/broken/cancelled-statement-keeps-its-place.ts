import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "One of three ways out of a statement does not give back its place in the pool.",
  edits: [
    {
      file: "database.py",
      find: `        try:
            return self._run(statement, values)
        except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
            raise Problem(503, "Service Unavailable", "the database cannot be reached") from error
        finally:
            self._places.release()
`,
      replace: `        try:
            rows = self._run(statement, values)
        except psycopg2.extensions.QueryCanceledError as error:
            raise Problem(503, "Service Unavailable", "the database was too slow") from error
        except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
            self._places.release()
            raise Problem(503, "Service Unavailable", "the database cannot be reached") from error
        self._places.release()
        return rows
`,
    },
  ],
  caughtBy: "connections-are-given-back",
} satisfies BrokenSubject;
