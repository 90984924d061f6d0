import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "Deleted rows are only marked, and the read does not look at the mark.",
  edits: [
    {
      file: "routes/expense-repository.js",
      find: "spent_on date not null,",
      replace: `spent_on date not null,
          deleted boolean not null default false,`,
    },
    {
      file: "routes/expense-repository.js",
      find: "where position < coalesce($1::bigint, 9223372036854775807)",
      replace: "where position < coalesce($1::bigint, 9223372036854775807) and not deleted",
    },
    {
      file: "routes/expense-repository.js",
      find: 'client.query("delete from expenses where id = $1", [id])',
      replace: `client.query(
        "update expenses set deleted = true where id = $1 and not deleted",
        [id],
      )`,
    },
  ],
  caughtBy: "deleted-stays-deleted",
} satisfies BrokenSubject;
