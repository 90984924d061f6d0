import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "Errors are sent as application/json.",
  edits: [
    {
      file: "app.js",
      find: '"Content-Type", "application/problem+json"',
      replace: '"Content-Type", "application/json"',
    },
  ],
  caughtBy: "errors-are-problem-json",
} satisfies BrokenSubject;
