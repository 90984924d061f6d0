import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Passwords may be guessed as often as anybody likes.",
  edits: [
    {
      file: "src/login-limit.ts",
      find: "const failuresPerMinute = 10;",
      replace: "const failuresPerMinute = 10_000;",
    },
  ],
  caughtBy: "failed-log-ins-are-slowed",
} satisfies BrokenSubject;
