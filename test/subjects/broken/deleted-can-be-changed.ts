import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "A change of a deleted row brings it back.",
  edits: [
    {
      file: "expenses/store.py",
      find: `                  created_at timestamptz not null default now()
`,
      replace: `                  created_at timestamptz not null default now(),
                  deleted_at timestamptz
`,
    },
    {
      file: "expenses/store.py",
      find: 'f"select {COLUMNS} from expenses where id = %s"',
      replace: 'f"select {COLUMNS} from expenses where id = %s and deleted_at is null"',
    },
    {
      file: "expenses/store.py",
      find: "where %(below)s::int is null or id < %(below)s order",
      replace: "where deleted_at is null and (%(below)s::int is null or id < %(below)s) order",
    },
    {
      file: "expenses/store.py",
      find: '"delete from expenses where id = %s returning id"',
      replace: '"update expenses set deleted_at = now() where id = %s and deleted_at is null returning id"',
    },
  ],
  caughtBy: "deleted-stays-deleted",
} satisfies BrokenSubject;
