import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A task that is not there is answered 404, and one that is somebody else's 403.",
  edits: [
    {
      file: "tasks.py",
      find: `        role = rows[0][-1] if rows else None
`,
      replace: `        if not rows:
            raise Problem(404, "Not Found", "there is no such task")
        role = rows[0][-1]
`,
    },
  ],
  caughtBy: "strangers-learn-nothing",
} satisfies BrokenSubject;
