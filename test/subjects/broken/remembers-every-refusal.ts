import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "What was refused is remembered with all its circumstances, for a page that somebody wanted once.",
  edits: [
    {
      file: "app.py",
      find: `        self.in_flight = 0
`,
      replace: `        self.in_flight = 0
        self.refused = []
`,
    },
    {
      file: "app.py",
      find: `            except Problem as problem:
`,
      replace: `            except Problem as problem:
                self.server.refused.append((problem, self.headers))
`,
    },
  ],
  caughtBy: "memory-stays-level",
} satisfies BrokenSubject;
