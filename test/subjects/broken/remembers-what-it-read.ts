import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "What was read once is kept in memory, and forgotten only by the copy that changes it.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(\`select \${columns} from expense where id = $1\`, [id]);
    return rows[0];`,
      replace: `    const known = this.#known.get(id);
    if (known) return known;
    const rows = await this.#query<Expense>(\`select \${columns} from expense where id = $1\`, [id]);
    if (rows[0]) this.#known.set(id, rows[0]);
    return rows[0];`,
    },
    {
      file: "src/expenses.ts",
      find: "  readonly #pool: pg.Pool;",
      replace: `  readonly #pool: pg.Pool;
  readonly #known = new Map<string, Expense>();`,
    },
    {
      file: "src/expenses.ts",
      find: "    const rows = await this.#query<Expense>(\n      `update expense",
      replace: "    this.#known.delete(id);\n    const rows = await this.#query<Expense>(\n      `update expense",
    },
    {
      file: "src/expenses.ts",
      find: '    const rows = await this.#query("delete',
      replace: '    this.#known.delete(id);\n    const rows = await this.#query("delete',
    },
  ],
  caughtBy: "copies-see-each-others-changes",
} satisfies BrokenSubject;
