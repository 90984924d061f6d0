import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Who has to wait is not told how long.",
  edits: [
    {
      file: "failures.py",
      find: `                wait = max(1, math.ceil(times[0] + WINDOW_SECONDS - now))
                raise Problem(429, "Too Many Requests", "too many failed log-ins", {"Retry-After": str(wait)})
`,
      replace: `                raise Problem(429, "Too Many Requests", "too many failed log-ins")
`,
    },
    {
      file: "failures.py",
      find: `import collections
import math
`,
      replace: `import collections
`,
    },
  ],
  caughtBy: "failed-log-ins-are-slowed",
} satisfies BrokenSubject;
