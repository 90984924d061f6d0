import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A body may say when its task was created.",
  edits: [
    {
      file: "src/validate.ts",
      find: `  dueOn?: string | null;
}
export type NewTask`,
      replace: `  dueOn?: string | null;
  createdAt?: string;
}
export type NewTask`,
    },
    {
      file: "src/validate.ts",
      find: "  if (Object.keys(change).length === 0) {",
      replace: `  if (!Number.isNaN(Date.parse(String(given.createdAt)))) change.createdAt = String(given.createdAt);
  if (Object.keys(change).length === 0) {`,
    },
    {
      file: "src/tasks.ts",
      find: `        \`insert into task (project_id, title, notes, status, due_on)
         values ($1, $2, coalesce($3, ''), coalesce($4, 'todo'), $5)
`,
      replace: `        \`insert into task (project_id, title, notes, status, due_on, created_at)
         values ($1, $2, coalesce($3, ''), coalesce($4, 'todo'), $5, coalesce($6, clock_timestamp()))
`,
    },
    {
      file: "src/tasks.ts",
      find: "[projectId, task.title, task.notes ?? null, task.status ?? null, task.dueOn ?? null],",
      replace:
        "[projectId, task.title, task.notes ?? null, task.status ?? null, task.dueOn ?? null, task.createdAt ?? null],",
    },
  ],
  caughtBy: "extra-members-gain-nothing",
  alsoFails: ["bodies-set-no-columns"],
} satisfies BrokenSubject;
