import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Who is refused is told the name of what they may not see.",
  edits: [
    {
      file: "projects.py",
      find: `            raise Problem(403, "Forbidden")
`,
      replace: `            raise Problem(403, "Forbidden", f"you may not do this in {rows[0][1]}")
`,
    },
  ],
  caughtBy: "strangers-learn-nothing",
} satisfies BrokenSubject;
