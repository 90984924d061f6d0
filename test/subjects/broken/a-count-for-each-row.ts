import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "For each row of the list the rows of the same currency are counted.",
  edits: [
    {
      file: "expenses/api.py",
      find: `        items = rows[:limit]
`,
      replace: `        items = rows[:limit]
        for item in items:
            item["sameCurrency"] = await self._store.count(item["currency"])
`,
    },
    {
      file: "expenses/store.py",
      find: "    async def update(self",
      replace: `    async def count(self, currency: str) -> int:
        rows = await self._run("select count(*) as rows from expenses where currency = %s", (currency,))
        return rows[0]["rows"]

    async def update(self`,
    },
  ],
  caughtBy: "list-takes-bounded-statements",
} satisfies BrokenSubject;
