import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "A description of 200 emoji is refused, because an emoji counts as two.",
  edits: [{ file: "app.js", find: "const length = Array.from(v).length;", replace: "const length = v.length;" }],
  caughtBy: "valid-input-is-accepted",
} satisfies BrokenSubject;
