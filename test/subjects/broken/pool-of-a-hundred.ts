import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The pool may grow to a hundred connections.",
  edits: [{ file: "src/database.ts", find: "    max: 10,", replace: "    max: 100," }],
  caughtBy: "connections-stay-within-limit",
} satisfies BrokenSubject;
