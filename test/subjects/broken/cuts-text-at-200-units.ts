import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A description is cut at 200 UTF-16 units, which are 100 emoji.",
  edits: [
    {
      file: "src/validate.ts",
      find: `throw new Problem(422, "description holds what is not text");
  return value;`,
      replace: `throw new Problem(422, "description holds what is not text");
  return value.slice(0, longestDescription);`,
    },
  ],
  caughtBy: "text-is-kept-exactly",
} satisfies BrokenSubject;
