import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "The time of creation comes under its column's name.",
  edits: [{ file: "expenses/routes.ts", find: "createdAt: rfc3339", replace: "created_at: rfc3339" }],
  caughtBy: "answers-match-the-contract",
} satisfies BrokenSubject;
