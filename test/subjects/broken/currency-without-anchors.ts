import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "The pattern of the currency is found anywhere in the text.",
  edits: [
    {
      file: "expenses/read-input.ts",
      find: 'typeof value === "string" && value.length === 3 && /^[A-Z]+$/.test(value)',
      replace: 'typeof value === "string" && /[A-Z]{3}/.test(value)',
    },
  ],
  caughtBy: "invalid-input-is-refused",
} satisfies BrokenSubject;
