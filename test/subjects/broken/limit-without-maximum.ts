import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "The largest limit is a million.",
  edits: [
    {
      file: "expenses/routes.ts",
      find: "if (size < 1 || size > 100) throw",
      replace: "if (size < 1 || size > 1_000_000) throw",
    },
  ],
  caughtBy: "list-obeys-limit",
} satisfies BrokenSubject;
