import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Whoever has no role at all is not refused for having the wrong one when a task is deleted.",
  edits: [
    {
      file: "tasks.py",
      find: `            self._row(run, user, task_id, WRITERS)
            rows = run("delete`,
      replace: `            self._row(run, user, task_id, (*WRITERS, None))
            rows = run("delete`,
    },
  ],
  caughtBy: "strangers-cannot-touch",
} satisfies BrokenSubject;
