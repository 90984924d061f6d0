import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The pool has one connection, and everybody waits for it.",
  edits: [{ file: "src/database.ts", find: "    max: 10,", replace: "    max: 1," }],
  caughtBy: "requests-do-not-stand-in-line",
  // With one connection, a few slow or silent answers use up the time of all others.
  mayFail: [
    "slow-requests-starve-nobody",
    "slow-database-is-survived",
    "connections-are-given-back",
    "outage-is-answered-in-time",
    "silent-database-is-answered-in-time",
    "recovers-after-outage",
  ],
} satisfies BrokenSubject;
