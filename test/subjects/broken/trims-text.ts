import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "Spaces around a description are cut off.",
  edits: [
    {
      file: "app.js",
      find: "    [e.amount, e.currency, e.description, e.spentOn],",
      replace: "    [e.amount, e.currency, e.description.trim(), e.spentOn],",
    },
  ],
  caughtBy: "text-is-kept-exactly",
} satisfies BrokenSubject;
