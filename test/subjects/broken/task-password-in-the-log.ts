import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Bodies that were refused are written to the log.",
  edits: [
    {
      file: "people.py",
      find: `            self._failures.count(login)
`,
      replace: `            log("warning", "log-in failed", email=email, password=password)
            self._failures.count(login)
`,
    },
    {
      file: "people.py",
      find: `import passwords
`,
      replace: `import passwords
from log import log
`,
    },
  ],
  caughtBy: "passwords-are-never-shown",
} satisfies BrokenSubject;
