import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The next id is a number in memory, read from the table once.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(
      \`insert into expense (amount, currency, description, spent_on) values ($1, $2, $3, $4) returning \${columns}\`,
      [expense.amount, expense.currency, expense.description, expense.spentOn],
    );`,
      replace: `    if (this.#lastId === undefined) {
      const last = await this.#query<{ id: number }>("select coalesce(max(id), 0) as id from expense", []);
      this.#lastId ??= last[0]!.id;
    }
    const id = ++this.#lastId;
    const rows = await this.#query<Expense>(
      \`insert into expense (id, amount, currency, description, spent_on) overriding system value
       values ($1, $2, $3, $4, $5) returning \${columns}\`,
      [id, expense.amount, expense.currency, expense.description, expense.spentOn],
    );`,
    },
    {
      file: "src/expenses.ts",
      find: "  readonly #pool: pg.Pool;",
      replace: `  readonly #pool: pg.Pool;
  #lastId: number | undefined;`,
    },
  ],
  caughtBy: "copies-keep-once-what-is-once",
} satisfies BrokenSubject;
