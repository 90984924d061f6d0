import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A change with a projectId in it moves the task there, whosever project that is.",
  edits: [
    {
      file: "src/validate.ts",
      find: `  dueOn?: string | null;
}
export type NewTask`,
      replace: `  dueOn?: string | null;
  projectId?: string;
}
export type NewTask`,
    },
    {
      file: "src/validate.ts",
      find: "  if (Object.keys(change).length === 0) {",
      replace: `  if (isId(String(given.projectId))) change.projectId = String(given.projectId);
  if (Object.keys(change).length === 0) {`,
    },
    {
      file: "src/tasks.ts",
      find: `       set title = coalesce($2, title),
`,
      replace: `       set project_id = coalesce((select project.id from project where project.id = $8), project_id),
           title = coalesce($2, title),
`,
    },
    {
      file: "src/tasks.ts",
      find: `        versions ?? null,
`,
      replace: `        versions ?? null,
        change.projectId ?? null,
`,
    },
  ],
  caughtBy: "foreign-ids-in-bodies-gain-nothing",
  alsoFails: ["extra-members-gain-nothing"],
  mayFail: ["bodies-set-no-columns"],
} satisfies BrokenSubject;
