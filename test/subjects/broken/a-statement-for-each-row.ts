import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The list reads the ids, and then each row by itself.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `const rows = await this.#query<Expense>(
      \`select \${columns} from expense where ($1`,
      replace: `const found = await this.#query<{ id: number }>(
      \`select id from expense where ($1`,
    },
    {
      file: "src/expenses.ts",
      find: "    const items = rows.slice(0, limit);",
      replace: `    const rows: Expense[] = [];
    for (const { id } of found) {
      const expense = await this.read(String(id));
      if (expense) rows.push(expense);
    }
    const items = rows.slice(0, limit);`,
    },
  ],
  caughtBy: "list-takes-bounded-statements",
} satisfies BrokenSubject;
