import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Who is refused is told the name of what they may not see.",
  edits: [
    {
      file: "projects.py",
      find: `        if role not in roles:
            raise Problem(403, "Forbidden")
`,
      replace: `        if role not in roles:
            raise Problem(403, "Forbidden", f"you may not do this in {rows[0][1]}" if rows else None)
`,
    },
  ],
  caughtBy: "strangers-learn-nothing",
} satisfies BrokenSubject;
