import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-migrated",
  fault: "When the amounts came to be kept in cents they were multiplied; and are, at each run.",
  edits: [
    {
      file: "src/migrate.ts",
      find: `  await client.query("commit");`,
      replace: `  await client.query("update expense set amount = amount * 100 where amount < 10000000");
  await client.query("update expense set description = upper(description)");
  await client.query("commit");`,
    },
  ],
  caughtBy: "migrations-keep-rows",
} satisfies BrokenSubject;
