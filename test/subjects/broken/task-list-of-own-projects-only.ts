import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The list of projects shows those that one made, and leaves out those that one was let in to.",
  edits: [
    {
      file: "src/projects.ts",
      find: "where membership.account_id = $1 and ($2::bigint is null or project.id < $2)",
      replace:
        "where membership.account_id = $1 and membership.role = 'owner' and ($2::bigint is null or project.id < $2)",
    },
  ],
  caughtBy: "members-find-what-is-shared",
} satisfies BrokenSubject;
