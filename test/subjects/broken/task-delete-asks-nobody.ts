import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Deleting a task asks nobody who they are.",
  edits: [
    {
      file: "server.py",
      find: "        self.server.tasks.delete(self.user(), valid.identifier(task_id))",
      replace: "        self.server.tasks.delete(valid.identifier(task_id))",
    },
    {
      file: "tasks.py",
      find: `    def delete(self, user, task_id):
        with self._pool.transaction() as run:
            self._row(run, user, task_id, WRITERS)
`,
      replace: `    def delete(self, task_id):
        with self._pool.transaction() as run:
`,
    },
  ],
  caughtBy: "protected-operations-ask-for-a-token",
  alsoFails: ["strangers-cannot-touch", "roles-are-enforced"],
} satisfies BrokenSubject;
