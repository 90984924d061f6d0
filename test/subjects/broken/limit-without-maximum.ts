import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "A limit of a million is obeyed.",
  edits: [{ file: "expenses/routes.ts", find: "if (size < 1 || size > 100) throw", replace: "if (size < 1) throw" }],
  caughtBy: "list-obeys-limit",
} satisfies BrokenSubject;
