import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "With a cursor the filter by status is forgotten: only the first page is filtered.",
  edits: [
    {
      file: "src/tasks.ts",
      find: "[projectId, cursor ?? null, status ?? null, limit + 1],",
      replace: "[projectId, cursor ?? null, cursor === undefined ? (status ?? null) : null, limit + 1],",
    },
  ],
  caughtBy: "filters-hold-on-every-page",
} satisfies BrokenSubject;
