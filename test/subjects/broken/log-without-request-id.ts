import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "The log has nothing that tells one request from another.",
  edits: [{ file: "app.js", find: 'log("info", "http", { rid, verb', replace: 'log("info", "http", { verb' }],
  caughtBy: "request-log-is-structured",
} satisfies BrokenSubject;
