import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault:
    "After an error that is neither its own nor an outage, the connection goes back to the pool in its failed transaction.",
  edits: [
    {
      file: "src/database.ts",
      find: "      else isBroken = true;",
      replace: "      else if (isOutage(error)) isBroken = true;",
    },
  ],
  caughtBy: "failed-writes-leave-nothing-behind",
  // Whoever cancels a statement meets it as well.
  mayFail: ["connections-are-given-back"],
} satisfies BrokenSubject;
