import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "There is an index for the tasks of a project, and none for those of one status.",
  edits: [
    {
      file: "src/schema.ts",
      find: "  create index if not exists task_project_status on task (project_id, status, id);\n",
      replace: "",
    },
  ],
  caughtBy: "filters-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
