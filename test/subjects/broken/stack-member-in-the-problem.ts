import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "Every problem has a member with the stack.",
  edits: [
    {
      file: "lib/http-error.js",
      find: "title: this.message, status: this.statusCode }",
      replace: "title: this.message, status: this.statusCode, stack: this.stack }",
    },
  ],
  caughtBy: "errors-show-no-internals",
} satisfies BrokenSubject;
