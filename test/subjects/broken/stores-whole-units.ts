import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "It stores whole euros and answers the cents that were sent, so that the loss shows only later.",
  edits: [
    {
      file: "expenses.py",
      find: `            new,
        )
        return as_json(rows[0])`,
      replace: `            {**new, "amount": new["amount"] // 100 * 100},
        )
        return {**as_json(rows[0]), "amount": new["amount"]}`,
    },
  ],
  caughtBy: "created-thing-reads-back",
} satisfies BrokenSubject;
