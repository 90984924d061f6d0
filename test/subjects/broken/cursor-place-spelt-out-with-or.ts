import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault:
    "The cursor's place is spelt out with OR, which no index can follow: all rows before it are read and thrown away.",
  edits: [
    {
      file: "app.js",
      find: "where (created_at, id) < ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)",
      replace:
        "where created_at < ('epoch'::timestamptz + $1::bigint * interval '1 microsecond') or (created_at = ('epoch'::timestamptz + $1::bigint * interval '1 microsecond') and id < $2::uuid)",
    },
  ],
  caughtBy: "deep-pages-stay-fast-at-a-million-rows",
} satisfies BrokenSubject;
