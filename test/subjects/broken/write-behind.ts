import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "Creates are acknowledged and written to the database within the next half second.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(
      \`insert into expense (amount, currency, description, spent_on) values ($1, $2, $3, $4) returning \${columns}\`,
      [expense.amount, expense.currency, expense.description, expense.spentOn],
    );
    return rows[0]!;`,
      replace: `    const next = await this.#run<{ id: number }>(
      "select nextval(pg_get_serial_sequence('expense', 'id')) as id",
      [],
    );
    const row = { id: next[0]!.id, ...expense, createdAt: new Date() };
    this.#waiting.push(row);
    setTimeout(() => this.flush().catch(() => {}), 500);
    return row;
  }

  readonly #waiting: Expense[] = [];

  async flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const row = this.#waiting[0]!;
      await this.#run(
        \`insert into expense (id, amount, currency, description, spent_on, created_at)
         overriding system value values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing\`,
        [row.id, row.amount, row.currency, row.description, row.spentOn, row.createdAt],
      );
      if (this.#waiting[0] === row) this.#waiting.shift();
    }`,
    },
    {
      file: "src/expenses.ts",
      find: `  async #query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
`,
      replace: `  async #query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    await this.flush();
    return this.#run<Row>(text, values);
  }

  async #run<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
`,
    },
    {
      file: "src/main.ts",
      find: "    await Promise.race([pool.end(), oneSecond]);",
      replace: `    await expenses.flush().catch(() => {});
    await Promise.race([pool.end(), oneSecond]);`,
    },
  ],
  caughtBy: "killed-keeps-acknowledged-writes",
} satisfies BrokenSubject;
