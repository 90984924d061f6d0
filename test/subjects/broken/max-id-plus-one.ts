import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "The next id is the largest so far and one: two at once choose the same.",
  edits: [
    { file: "expenses/store.py", find: "id serial primary key", replace: "id integer primary key" },
    {
      file: "expenses/store.py",
      find: `        rows = await self._run(
            f"insert into expenses (amount, currency, description, spent_on) values (%s, %s, %s, %s) returning {COLUMNS}",
            (amount, currency, description, spent_on),
        )`,
      replace: `        highest = await self._run("select coalesce(max(id), 0) as id from expenses")
        rows = await self._run(
            f"""
            insert into expenses (id, amount, currency, description, spent_on)
            values (%s, %s, %s, %s, %s) returning {COLUMNS}
            """,
            (highest[0]["id"] + 1, amount, currency, description, spent_on),
        )`,
    },
  ],
  caughtBy: "parallel-creates-stay-apart",
  // Both have several creates at work at once, of which some are answered 500.
  alsoFails: ["connections-are-given-back", "stop-finishes-requests-in-flight"],
  // The id of what was deleted last is given to the next: what was deleted for good is there again.
  mayFail: ["killed-keeps-acknowledged-writes"],
} satisfies BrokenSubject;
