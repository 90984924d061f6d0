import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A change sets the time of creation to now.",
  edits: [
    {
      file: "src/expenses.ts",
      find: "spent_on = coalesce($5, spent_on)",
      replace: `spent_on = coalesce($5, spent_on),
           created_at = now()`,
    },
  ],
  caughtBy: "update-changes-only-what-was-sent",
} satisfies BrokenSubject;
