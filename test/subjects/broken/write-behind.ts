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
      replace: `    const next = await this.#query<{ id: number }>(
      "select nextval(pg_get_serial_sequence('expense', 'id')) as id",
      [],
    );
    const row = { id: next[0]!.id, ...expense, createdAt: new Date() };
    this.#waiting.push(row);
    setTimeout(() => this.flush().catch(() => {}), 500);
    return row;
  }

  readonly #waiting: Expense[] = [];

  /** Writes what waits: all of it, or the row with this id. */
  async flush(id?: string): Promise<void> {
    for (const row of this.#waiting.filter((one) => id === undefined || String(one.id) === id)) {
      if (!this.#waiting.includes(row)) continue;
      await this.#query(
        \`insert into expense (id, amount, currency, description, spent_on, created_at)
         overriding system value values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing\`,
        [row.id, row.amount, row.currency, row.description, row.spentOn, row.createdAt],
      );
      if (this.#waiting.includes(row)) this.#waiting.splice(this.#waiting.indexOf(row), 1);
    }`,
    },
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(\`select \${columns} from expense where id = $1\`, [id]);`,
      replace: `    await this.flush(id);
    const rows = await this.#query<Expense>(\`select \${columns} from expense where id = $1\`, [id]);`,
    },
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(
      \`select \${columns} from expense where ($1`,
      replace: `    await this.flush();
    const rows = await this.#query<Expense>(
      \`select \${columns} from expense where ($1`,
    },
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(
      \`update`,
      replace: `    await this.flush(id);
    const rows = await this.#query<Expense>(
      \`update`,
    },
    {
      file: "src/expenses.ts",
      find: '    const rows = await this.#query("delete',
      replace: `    await this.flush(id);
    const rows = await this.#query("delete`,
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
