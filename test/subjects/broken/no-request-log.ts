import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "Only errors are logged.",
  edits: [{ file: "http/serve.ts", find: '      logLine(30, "request completed", {', replace: "      void ({" }],
  caughtBy: "request-log-is-structured",
} satisfies BrokenSubject;
