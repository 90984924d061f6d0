import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "The list is ordered by created_at, and no index is in that order.",
  edits: [
    {
      file: "app.js",
      find: `  await sql("create index if not exists expenses_newest_first on expenses (created_at desc, id desc)");\n`,
      replace: "",
    },
  ],
  caughtBy: "lists-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
