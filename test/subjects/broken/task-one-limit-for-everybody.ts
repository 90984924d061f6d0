import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Failed log-ins are counted together, so that whoever guesses locks everybody out.",
  edits: [
    {
      file: "src/login-limit.ts",
      find: "       where email = lower($1) and failed_at",
      replace: "       where $1::text is not null and failed_at",
    },
  ],
  caughtBy: "failed-log-ins-are-slowed",
} satisfies BrokenSubject;
