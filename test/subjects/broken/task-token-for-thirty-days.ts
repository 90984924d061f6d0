import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A token is good for thirty days.",
  edits: [
    {
      file: "tokens.py",
      find: "LIFETIME_SECONDS = 8 * 3600",
      replace: "LIFETIME_SECONDS = 30 * 24 * 3600",
    },
  ],
  caughtBy: "jwt-expires-within-a-day",
} satisfies BrokenSubject;
