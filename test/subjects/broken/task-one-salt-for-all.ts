import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "All passwords have one salt.",
  edits: [
    {
      file: "src/passwords.ts",
      find: `  const salt = randomBytes(16);
  const hash`,
      replace: `  const salt = Buffer.from("task tracker 2024");
  const hash`,
    },
  ],
  caughtBy: "passwords-are-salted",
} satisfies BrokenSubject;
