import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "The list is in the order of another column.",
  edits: [
    {
      file: "expenses/routes.ts",
      find: `order by expense_id desc limit \${limit + 1}`,
      replace: `order by description, expense_id desc limit \${limit + 1}`,
    },
  ],
  caughtBy: "list-is-newest-first",
} satisfies BrokenSubject;
