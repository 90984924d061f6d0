import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Creates are collected in memory and written when somebody next asks for something.",
  edits: [
    {
      file: "expenses.py",
      find: `import contextlib
from datetime import timezone
`,
      replace: `import contextlib
import threading
from datetime import datetime, timezone
`,
    },
    {
      file: "expenses.py",
      find: `        self.is_ready = False
`,
      replace: `        self.is_ready = False
        self._collected = []
        self._writing = threading.Lock()
`,
    },
    {
      file: "expenses.py",
      find: `        rows = self._run(
            f"""
            insert into expenses (amount, currency, description, spent_on)
            values (%(amount)s, %(currency)s, %(description)s, %(spentOn)s)
            returning {COLUMNS}
            """,
            new,
        )
        return as_json(rows[0])`,
      replace: `        number = self._pool.run("select nextval('expenses_id_seq')")[0][0]
        values = [new[name] for name in ("amount", "currency", "description", "spentOn")]
        row = (number, *values, datetime.now(timezone.utc))
        self._collected.append(row)
        return as_json(row)

    def write_collected(self):
        with self._writing:
            while self._collected:
                self._pool.run(f"insert into expenses ({COLUMNS}) values (%s, %s, %s, %s, %s, %s)", self._collected[0])
                self._collected.pop(0)`,
    },
    {
      file: "expenses.py",
      find: `            raise Problem(503, "Service Unavailable", "the database is not ready yet")
        return`,
      replace: `            raise Problem(503, "Service Unavailable", "the database is not ready yet")
        self.write_collected()
        return`,
    },
    {
      file: "app.py",
      find: `    log("info", "stopped")
`,
      replace: `    expenses.write_collected()
    log("info", "stopped")
`,
    },
  ],
  caughtBy: "killed-keeps-acknowledged-writes",
} satisfies BrokenSubject;
