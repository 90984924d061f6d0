import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A task can be put into anybody's project.",
  edits: [
    {
      file: "tasks.py",
      find: `            with self._pool.transaction() as run:
                self._projects.require(run, user, project_id, WRITERS)
                return self._insert`,
      replace: `            with self._pool.transaction() as run:
                self._projects.require(run, user, project_id, (*WRITERS, None))
                return self._insert`,
    },
  ],
  caughtBy: "strangers-cannot-touch",
} satisfies BrokenSubject;
