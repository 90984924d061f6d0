import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Changing a task asks only whether somebody is in its project.",
  edits: [
    {
      file: "tasks.py",
      find: `            self._row(run, user, task_id, WRITERS)
            # Whoever`,
      replace: `            self._row(run, user, task_id, EVERYBODY)
            # Whoever`,
    },
  ],
  caughtBy: "roles-are-enforced",
} satisfies BrokenSubject;
