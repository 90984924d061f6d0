import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The page is filtered after it was cut, and whether there is more is told from what is left of it.",
  edits: [
    {
      file: "src/tasks.ts",
      find: "where project_id = $1 and ($2::bigint is null or id < $2) and ($3::text is null or status = $3)",
      replace: "where project_id = $1 and ($2::bigint is null or id < $2)",
    },
    {
      file: "src/tasks.ts",
      find: "       limit $4`,\n      [projectId, cursor ?? null, status ?? null, limit + 1],",
      replace: "       limit $3`,\n      [projectId, cursor ?? null, limit + 1],",
    },
    {
      file: "src/tasks.ts",
      find: "    return pageOf(rows, limit);",
      replace:
        "    const wanted = rows.filter((row) => status === undefined || row.status === status);\n    return pageOf(wanted, limit);",
    },
  ],
  caughtBy: "filters-hold-on-every-page",
} satisfies BrokenSubject;
