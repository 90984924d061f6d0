import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A 401 does not say how one logs in.",
  edits: [
    {
      file: "server.py",
      find: `    return Problem(401, "Unauthorized", "log in first", {"WWW-Authenticate": challenge})`,
      replace: `    return Problem(401, "Unauthorized", "log in first", {"X-Challenge": challenge})`,
    },
  ],
  caughtBy: "protected-operations-ask-for-a-token",
} satisfies BrokenSubject;
