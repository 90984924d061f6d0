import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The cursor says how many rows came before, and the database passes over them with OFFSET.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `\`select \${columns} from expense where ($1::bigint is null or id < $1) order by id desc limit $2\`,
      [cursor ?? null, limit + 1],`,
      replace: `\`select \${columns} from expense order by id desc offset $1 limit $2\`,
      [cursor ?? 0, limit + 1],`,
    },
    {
      file: "src/expenses.ts",
      find: `    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? String(last.id) : null };`,
      replace: "    return { items, nextCursor: rows.length > limit ? String(Number(cursor ?? 0) + limit) : null };",
    },
  ],
  caughtBy: "deep-pages-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
