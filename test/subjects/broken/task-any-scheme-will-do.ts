import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: 'Whatever stands before the token is passed over, "Basic" too.',
  edits: [
    {
      file: "src/routes.ts",
      find: `/^bearer +([\\w.~+/-]+=*)$/i`,
      replace: `/^\\w+ +([\\w.~+/-]+=*)$/i`,
    },
  ],
  caughtBy: "broken-tokens-are-refused",
} satisfies BrokenSubject;
