import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The role of an owner can be given to others, though the contract knows only editors and viewers there.",
  edits: [
    {
      file: "src/validate.ts",
      find: `  return oneOf("role", object(body).role, grants);`,
      replace: `  return oneOf("role", object(body).role, ["owner", ...grants]) as Grant;`,
    },
  ],
  caughtBy: "invalid-input-is-refused",
} satisfies BrokenSubject;
