import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "An id of more digits than the column holds is answered 500.",
  edits: [
    {
      file: "expenses/routes.ts",
      find: "if (!/^[1-9]\\d{0,18}$/.test(text) || BigInt(text) > largest) throw",
      replace: "if (!/^\\d+$/.test(text)) throw",
    },
    {
      file: "expenses/routes.ts",
      find: `const largest = 2n ** 63n - 1n;

`,
      replace: "",
    },
  ],
  caughtBy: "bad-ids-are-the-clients-error",
} satisfies BrokenSubject;
