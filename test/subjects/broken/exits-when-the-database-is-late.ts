import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "It tries the database once at the start and exits when it is not there.",
  edits: [{ file: "app.js", find: "const giveUpAt = Date.now() + 120_000;", replace: "const giveUpAt = Date.now();" }],
  caughtBy: "waits-for-a-late-database",
} satisfies BrokenSubject;
