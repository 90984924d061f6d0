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
  // One row for each membership of each person: what is shared is in the list twice, and what others make is in one's own.
  mayFail: ["cursor-visits-each-row-once", "memberships-are-set-once", "foreign-ids-in-bodies-gain-nothing"],
} satisfies BrokenSubject;
