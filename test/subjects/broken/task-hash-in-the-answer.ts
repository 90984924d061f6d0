import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Who signs up gets everything back that is kept about them, the hash too.",
  edits: [
    {
      file: "src/accounts.ts",
      find: `values ($1, $2, $3) returning id, email, name",`,
      replace: `values ($1, $2, $3) returning *",`,
    },
  ],
  caughtBy: "passwords-are-never-shown",
} satisfies BrokenSubject;
