import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A stale write is answered 412 after it was written.",
  edits: [
    {
      file: "tasks.py",
      find: `            refuse_if_stale(as_json(rows[0]), if_match)
            rows = run(
`,
      replace: `            before = rows[0]
            rows = run(
`,
    },
    {
      file: "tasks.py",
      find: `                {**change, "task_id": task_id},
            )
`,
      replace: `                {**change, "task_id": task_id},
            )
        refuse_if_stale(as_json(before), if_match)
`,
    },
  ],
  caughtBy: "stale-writes-are-refused",
  alsoFails: ["one-of-many-stale-writers-wins"],
} satisfies BrokenSubject;
