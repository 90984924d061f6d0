import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The row that was fetched to see whether there is more is answered too.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `const items = rows.slice(0, limit);
    const last = items.at(-1);`,
      replace: `const items = rows;
    const last = items.at(-1);`,
    },
  ],
  caughtBy: "list-obeys-limit",
} satisfies BrokenSubject;
