import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The list of projects shows those of everybody.",
  edits: [
    {
      file: "src/projects.ts",
      find: `       where membership.account_id = $1 and ($2::bigint is null or project.id < $2)
`,
      replace: `       where $1::bigint is not null and ($2::bigint is null or project.id < $2)
`,
    },
  ],
  caughtBy: "strangers-cannot-touch",
} satisfies BrokenSubject;
