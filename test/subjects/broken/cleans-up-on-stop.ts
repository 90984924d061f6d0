import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "On SIGTERM the table is emptied, left over from trying things out.",
  edits: [
    {
      file: "app.py",
      find: `    log("info", "stopped")
`,
      replace: `    expenses.clear()
    log("info", "stopped")
`,
    },
    {
      file: "expenses.py",
      find: `    def ping(self):
`,
      replace: `    def clear(self):
        self._run("delete from expenses", ())

    def ping(self):
`,
    },
  ],
  caughtBy: "restart-keeps-everything",
  alsoFails: ["stop-finishes-requests-in-flight"],
  mayFail: ["crowd-is-answered-before-a-stop"],
} satisfies BrokenSubject;
