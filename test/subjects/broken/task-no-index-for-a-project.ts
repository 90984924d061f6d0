import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault:
    "A task refers to its project, and no index begins with that: the list of a small project reads everybody's tasks.",
  edits: [
    {
      file: "src/schema.ts",
      find: "  create index if not exists task_project on task (project_id, id);\n  create index if not exists task_project_status on task (project_id, status, id);\n",
      replace: "  create index if not exists task_status on task (status, id);\n",
    },
  ],
  caughtBy: "lists-stay-fast-at-a-million-rows",
  // To delete a project its tasks have to be found.
  alsoFails: ["item-operations-stay-fast-at-a-million-rows"],
} satisfies BrokenSubject;
