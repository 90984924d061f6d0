import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "A limit that is no number, or 0, is taken for the default.",
  edits: [
    {
      file: "app.js",
      find: "const limit = /^\\d+$/.test(text) ? Number(text) : NaN;",
      replace: "const limit = Number.parseInt(text, 10) || 20;",
    },
  ],
  caughtBy: "bad-query-values-are-refused",
} satisfies BrokenSubject;
