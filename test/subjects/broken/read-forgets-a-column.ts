import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "The read selects its columns by hand and forgets one.",
  edits: [
    {
      file: "routes/expense-repository.js",
      find: 'const { rows } = await client.query("select *, spent_on::text as day from expenses where id = $1", [id]);',
      replace: `const { rows } = await client.query(
        "select id, amount, description, spent_on::text as day, created_at from expenses where id = $1",
        [id],
      );`,
    },
  ],
  caughtBy: "created-thing-reads-back",
  // The contract asks for the member, and the others read back what they made.
  alsoFails: ["answers-match-the-contract", "killed-keeps-acknowledged-writes", "slow-database-is-survived"],
} satisfies BrokenSubject;
