import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "Amounts are kept in a column of type real, which has seven digits.",
  edits: [
    {
      file: "expenses.py",
      find: "amount bigint not null check (amount > 0)",
      replace: "amount real not null check (amount > 0)",
    },
    { file: "expenses.py", find: '        "amount": amount,', replace: '        "amount": int(amount),' },
  ],
  caughtBy: "numbers-are-kept-exactly",
} satisfies BrokenSubject;
