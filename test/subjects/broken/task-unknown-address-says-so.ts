import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A log-in for an unknown address says that nobody is known by it.",
  edits: [
    {
      file: "people.py",
      find: `            raise Problem(401, "Unauthorized", "wrong address or password", {"WWW-Authenticate": "Bearer"})
`,
      replace: `            why = "wrong password" if rows else "nobody is known by this address"
            raise Problem(401, "Unauthorized", why, {"WWW-Authenticate": "Bearer"})
`,
    },
  ],
  caughtBy: "log-ins-look-alike",
} satisfies BrokenSubject;
