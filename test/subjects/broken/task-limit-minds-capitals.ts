import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Failed log-ins are counted by the address as it was typed, so a capital starts the count anew.",
  edits: [
    {
      file: "people.py",
      find: "self._failures.count(login)",
      replace: "self._failures.count(email)",
    },
  ],
  caughtBy: "failed-log-ins-are-slowed",
} satisfies BrokenSubject;
