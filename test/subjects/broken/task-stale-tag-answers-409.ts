import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A stale If-Match is answered 409, which clients take for something else.",
  edits: [
    {
      file: "etags.py",
      find: `Problem(412, "Precondition Failed",`,
      replace: `Problem(409, "Conflict",`,
    },
  ],
  caughtBy: "stale-writes-are-refused",
} satisfies BrokenSubject;
