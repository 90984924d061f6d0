import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Quotes are doubled by hand, but only the first one.",
  edits: [
    {
      file: "expenses.py",
      find: '        assignments = ", ".join(f"{names[member]} = %({member})s" for member in change)',
      replace: `        def value(member):
            if member != "description":
                return f"%({member})s"
            text = change[member].replace("'", "''", 1).replace("%", "%%")
            return f"'{text}'"

        assignments = ", ".join(f"{names[member]} = {value(member)}" for member in change)`,
    },
  ],
  caughtBy: "values-stay-values-in-sql",
} satisfies BrokenSubject;
