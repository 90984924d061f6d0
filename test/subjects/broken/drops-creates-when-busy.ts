import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault:
    "Creates are answered at once and written later, and when too many wait to be written, the oldest are dropped.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(
      \`insert into expense (amount, currency, description, spent_on) values ($1, $2, $3, $4) returning \${columns}\`,
      [expense.amount, expense.currency, expense.description, expense.spentOn],
    );
    return rows[0]!;`,
      replace: `    const [next] = await this.#query<{ id: number }>("select nextval('expense_id_seq')::bigint as id", []);
    const row = { ...expense, id: next!.id, createdAt: new Date() };
    this.#unwritten.push(row);
    while (this.#unwritten.length > 8) this.#unwritten.shift();
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    if (this.#unwritten.length < 4) await this.#writing;
    return row;
  }

  async #write(): Promise<void> {
    for (let row = this.#unwritten.shift(); row; row = this.#unwritten.shift()) {
      await this.#query(
        \`insert into expense (id, amount, currency, description, spent_on, created_at)
         overriding system value values ($1, $2, $3, $4, $5, $6)\`,
        [row.id, row.amount, row.currency, row.description, row.spentOn, row.createdAt],
      );
    }`,
    },
    {
      file: "src/expenses.ts",
      find: `  readonly #pool: pg.Pool;
`,
      replace: `  readonly #pool: pg.Pool;
  readonly #unwritten: Expense[] = [];
  #writing: Promise<void> | undefined;
`,
    },
  ],
  caughtBy: "load-loses-no-acknowledged-writes",
  mayFail: [
    "killed-keeps-acknowledged-writes",
    "parallel-creates-stay-apart",
    "recovers-after-overload",
    "connections-are-given-back",
  ],
} satisfies BrokenSubject;
