import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "Amounts are printed with six digits.",
  edits: [
    {
      file: "expenses/routes.ts",
      find: "amount: Number(row.amount_minor),",
      replace: "amount: Number(Number(row.amount_minor).toPrecision(6)),",
    },
  ],
  caughtBy: "numbers-are-kept-exactly",
} satisfies BrokenSubject;
