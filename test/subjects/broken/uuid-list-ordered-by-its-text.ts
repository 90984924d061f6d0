import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "The list is ordered by the text that is made of created_at, which has its name, and not by the column.",
  edits: [
    {
      file: "app.js",
      find: "         order by expenses.created_at desc, expenses.id desc limit $3`",
      replace: "         order by created_at desc, id desc limit $3`",
    },
    {
      file: "app.js",
      find: "from expenses order by expenses.created_at desc, expenses.id desc limit $1`",
      replace: "from expenses order by created_at desc, id desc limit $1`",
    },
  ],
  caughtBy: "lists-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
