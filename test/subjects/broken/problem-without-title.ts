import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "The problem document calls its members message and code.",
  edits: [
    {
      file: "lib/http-error.js",
      find: "title: this.message, status: this.statusCode }",
      replace: "message: this.message, code: this.statusCode }",
    },
  ],
  caughtBy: "errors-are-problem-json",
} satisfies BrokenSubject;
