import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-migrated",
  fault: "The migration drops the table first, to have it clean.",
  edits: [
    {
      file: "src/migrate.ts",
      find: "      if (applied.has(name)) continue;\n",
      replace: "",
    },
    {
      file: "src/migrate.ts",
      find: `      await client.query("insert into migration (name) values ($1)", [name]);`,
      replace: `      await client.query("insert into migration (name) values ($1) on conflict do nothing", [name]);`,
    },
    {
      file: "migrations/001-expense.sql",
      find: "create table expense (",
      replace: "drop table if exists expense;\ncreate table expense (",
    },
  ],
  caughtBy: "migrations-keep-rows",
} satisfies BrokenSubject;
