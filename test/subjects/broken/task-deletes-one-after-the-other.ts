import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A project is deleted in three statements, each by itself.",
  edits: [
    {
      file: "projects.py",
      find: `        with self._pool.transaction() as run:
            self.require(run, user, project_id, OWNER)
            # A new task or member needs a lock on the project that this one excludes.
            run("select id from projects where id = %s for update", (project_id,))
            run("delete from tasks`,
      replace: `        run = self._pool.run
        self.require(run, user, project_id, OWNER)
        if project_id:
            run("delete from tasks`,
    },
  ],
  caughtBy: "deletes-are-all-or-nothing",
} satisfies BrokenSubject;
