import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "If-Match is looked at for tasks, but not for projects.",
  edits: [
    {
      file: "projects.py",
      find: `            refuse_if_stale(as_json(rows[0]), if_match)
`,
      replace: "",
    },
    {
      file: "projects.py",
      find: `from etags import refuse_if_stale
`,
      replace: "",
    },
  ],
  caughtBy: "stale-writes-are-refused",
  alsoFails: ["one-of-many-stale-writers-wins"],
} satisfies BrokenSubject;
