import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The cost of scrypt was turned down for the tests, and stayed there.",
  edits: [
    {
      file: "src/passwords.ts",
      find: "const cost = { N: 2 ** 14, r: 8, p: 5 };",
      replace: "const cost = { N: 2 ** 4, r: 8, p: 1 };",
    },
  ],
  caughtBy: "passwords-are-stretched",
} satisfies BrokenSubject;
