import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "The row that is compared is not held until it is written.",
  edits: [
    {
      file: "tasks.py",
      find: `f"select {COLUMNS} from tasks where id = %s for update"`,
      replace: `f"select {COLUMNS} from tasks where id = %s"`,
    },
  ],
  caughtBy: "one-of-many-stale-writers-wins",
} satisfies BrokenSubject;
