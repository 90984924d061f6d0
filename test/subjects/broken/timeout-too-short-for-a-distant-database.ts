import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "Statements get 140 ms, which is enough on the author's machine.",
  edits: [{ file: "app.js", find: "  query_timeout: 3500,", replace: "  query_timeout: 140," }],
  caughtBy: "slow-database-is-survived",
} satisfies BrokenSubject;
