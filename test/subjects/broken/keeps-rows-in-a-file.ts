import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "It asks the database whether it is there, and keeps its rows in a file of its own.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `import type pg from "pg";
`,
      replace: `import { DatabaseSync } from "node:sqlite";
import type pg from "pg";
`,
    },
    {
      file: "src/expenses.ts",
      find: `  readonly #pool: pg.Pool;
`,
      replace: `  readonly #pool: pg.Pool;
  readonly #file = new DatabaseSync("expenses.db", { timeout: 5000 });
`,
    },
    {
      file: "src/expenses.ts",
      find: `    await this.#pool.query(\`
      create table`,
      replace: `    await this.#pool.query("select 1");
    this.#file.exec("pragma journal_mode = wal");
    this.#file.exec(\`
      create table`,
    },
    {
      file: "src/expenses.ts",
      find: "        id bigint generated always as identity primary key,",
      replace: "        id integer primary key autoincrement,",
    },
    {
      file: "src/expenses.ts",
      find: "created_at timestamptz not null default now()",
      replace: "created_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ'))",
    },
    {
      file: "src/expenses.ts",
      find: "where ($1::bigint is null or id < $1) order",
      replace: "where ($1 is null or id < cast($1 as integer)) order",
    },
    {
      file: "src/expenses.ts",
      find: "      return (await this.#pool.query<Row>(text, values)).rows;",
      replace: `      await this.#pool.query("select 1");
      const named = Object.fromEntries(values.map((value, i) => [\`$\${i + 1}\`, value as string | number | null]));
      return this.#file.prepare(text).all(named) as unknown as Row[];`,
    },
  ],
  caughtBy: "obeys-database-url",
} satisfies BrokenSubject;
