import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Who has no token is told 403, as if they could never have one.",
  edits: [
    {
      file: "src/routes.ts",
      find: `  if (!match) throw unauthorized("Bearer");`,
      replace: `  if (!match) throw new Problem(403, "log in first");`,
    },
  ],
  caughtBy: "protected-operations-ask-for-a-token",
} satisfies BrokenSubject;
