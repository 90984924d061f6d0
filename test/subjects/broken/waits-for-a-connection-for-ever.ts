import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A request waits for a free connection as long as it takes.",
  edits: [{ file: "src/database.ts", find: "    connectionTimeoutMillis: 4000,\n", replace: "" }],
  caughtBy: "crowd-in-an-outage-is-answered-in-time",
  // The same setting bounds the opening of a connection, to which a silent database never answers.
  mayFail: [
    "silent-database-is-answered-in-time",
    "outage-is-answered-in-time",
    "outage-is-answered-503",
    "recovers-after-outage",
  ],
} satisfies BrokenSubject;
