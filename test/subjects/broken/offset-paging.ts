import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The cursor is an offset: a row added meanwhile shows one row twice.",
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
  caughtBy: "cursor-visits-each-row-once",
} satisfies BrokenSubject;
