import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: '"12" is taken for 12.',
  edits: [
    {
      file: "app.js",
      find: "Number.isInteger(v) && v > 0 && v <= 1e9",
      replace: "Number.isInteger(Number(v)) && Number(v) > 0 && Number(v) <= 1e9",
    },
  ],
  caughtBy: "invalid-input-is-refused",
} satisfies BrokenSubject;
