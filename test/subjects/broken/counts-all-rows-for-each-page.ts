import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "Each page counts all rows, to know whether there is another page.",
  edits: [
    {
      file: "src/expenses.ts",
      find: "    const items = rows.slice(0, limit);",
      replace: `    const [{ total }] = await this.#query<{ total: number }>("select count(*) as total from expense", []) as [{ total: number }];
    if (total === 0) return { items: [], nextCursor: null };
    const items = rows.slice(0, limit);`,
    },
  ],
  caughtBy: "lists-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
