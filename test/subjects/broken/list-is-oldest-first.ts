import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "The list begins with the oldest.",
  edits: [
    {
      file: "expenses.py",
      find: 'f"select {COLUMNS} from expenses order by id desc limit %s"',
      replace: 'f"select {COLUMNS} from expenses order by id limit %s"',
    },
    {
      file: "expenses.py",
      find: 'f"select {COLUMNS} from expenses where id < %s order by id desc limit %s"',
      replace: 'f"select {COLUMNS} from expenses where id > %s order by id limit %s"',
    },
  ],
  caughtBy: "list-is-newest-first",
} satisfies BrokenSubject;
