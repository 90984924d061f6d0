import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault:
    "Tasks of a project are found by an index that begins with their status; to delete a project, all tasks are read.",
  edits: [
    {
      file: "schema.py",
      find: "create index if not exists tasks_by_age on tasks (project_id, created_at, id);",
      replace: "create index if not exists tasks_by_age on tasks ((project_id::text), created_at, id);",
    },
    {
      file: "schema.py",
      find: "create index if not exists tasks_by_status on tasks (project_id, status, created_at, id);",
      replace: "create index if not exists tasks_by_status on tasks ((project_id::text), status, created_at, id);",
    },
    {
      file: "tasks.py",
      find: "            where project_id = %(project)s\n",
      replace: "            where project_id::text = %(project)s\n",
    },
  ],
  caughtBy: "item-operations-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
