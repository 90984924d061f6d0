import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The largest amount that the contract allows is refused.",
  edits: [
    {
      file: "src/validate.ts",
      find: "value < 1 || value > largestAmount",
      replace: "value < 1 || value >= largestAmount",
    },
  ],
  caughtBy: "valid-input-is-accepted",
} satisfies BrokenSubject;
