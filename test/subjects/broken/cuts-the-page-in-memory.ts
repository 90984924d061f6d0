import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The list fetches all rows, and cuts the page out of them itself.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(
      \`select \${columns} from expense where ($1::bigint is null or id < $1) order by id desc limit $2\`,
      [cursor ?? null, limit + 1],
    );`,
      replace: `    const all = await this.#query<Expense>(
      \`select \${columns} from expense where ($1::bigint is null or id < $1) order by id desc\`,
      [cursor ?? null],
    );
    const rows = all.slice(0, limit + 1);`,
    },
  ],
  caughtBy: "lists-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
