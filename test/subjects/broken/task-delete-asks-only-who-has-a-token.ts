import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Whoever deletes a task without a token is not asked who they are.",
  edits: [
    {
      file: "server.py",
      find: "        self.server.tasks.delete(self.user(), valid.identifier(task_id))",
      replace: `        user = self.user() if "Authorization" in self.headers else None
        self.server.tasks.delete(user, valid.identifier(task_id))`,
    },
    {
      file: "tasks.py",
      find: `            self._row(run, user, task_id, WRITERS)
            rows = run("delete`,
      replace: `            if user is not None:
                self._row(run, user, task_id, WRITERS)
            rows = run("delete`,
    },
  ],
  caughtBy: "protected-operations-ask-for-a-token",
} satisfies BrokenSubject;
