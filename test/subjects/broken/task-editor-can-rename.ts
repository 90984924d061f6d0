import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "An editor of the tasks may also rename the project.",
  edits: [
    {
      file: "projects.py",
      find: `    def rename(self, user, project_id, name, if_match):
        with self._pool.transaction() as run:
            self.require(run, user, project_id, OWNER)
`,
      replace: `    def rename(self, user, project_id, name, if_match):
        with self._pool.transaction() as run:
            self.require(run, user, project_id, WRITERS)
`,
    },
  ],
  caughtBy: "roles-are-enforced",
} satisfies BrokenSubject;
