import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Who has to wait is not told how long.",
  edits: [
    {
      file: "failures.py",
      find: `            raise Problem(429, "Too Many Requests", "too many failed log-ins", {"Retry-After": str(wait)})
`,
      replace: `            raise Problem(429, "Too Many Requests", "too many failed log-ins")
`,
    },
    {
      file: "failures.py",
      find: `            wait = rows[0][0]
`,
      replace: "",
    },
  ],
  caughtBy: "failed-log-ins-are-slowed",
} satisfies BrokenSubject;
