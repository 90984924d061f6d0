import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "The length of a description is counted in bytes, so that 200 letters with accents are refused.",
  edits: [
    { file: "app.js", find: "const length = Array.from(v).length;", replace: "const length = Buffer.byteLength(v);" },
  ],
  caughtBy: "text-is-kept-exactly",
} satisfies BrokenSubject;
