import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Creates are collected in memory and written when somebody asks for them.",
  edits: [
    {
      file: "expenses.py",
      find: `import contextlib
from datetime import timezone
`,
      replace: `import contextlib
from datetime import datetime, timezone
`,
    },
    {
      file: "expenses.py",
      find: `        self.is_ready = False
`,
      replace: `        self.is_ready = False
        self._collected = []
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
      replace: `        number = self._run("select nextval('expenses_id_seq')", ())[0][0]
        values = [new[name] for name in ("amount", "currency", "description", "spentOn")]
        row = (number, *values, datetime.now(timezone.utc))
        self._collected.append(row)
        return as_json(row)

    def write_collected(self, number=None):
        for row in [row for row in self._collected if number in (None, row[0])]:
            self._run(f"insert into expenses ({COLUMNS}) values (%s, %s, %s, %s, %s, %s) on conflict do nothing", row)
            with contextlib.suppress(ValueError):
                self._collected.remove(row)`,
    },
    {
      file: "expenses.py",
      find: `    def read(self, number):
`,
      replace: `    def read(self, number):
        self.write_collected(number)
`,
    },
    {
      file: "expenses.py",
      find: `    def page(self, limit, before):
`,
      replace: `    def page(self, limit, before):
        self.write_collected()
`,
    },
    {
      file: "expenses.py",
      find: `    def change(self, number, change):
`,
      replace: `    def change(self, number, change):
        self.write_collected(number)
`,
    },
    {
      file: "expenses.py",
      find: `    def delete(self, number):
`,
      replace: `    def delete(self, number):
        self.write_collected(number)
`,
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
