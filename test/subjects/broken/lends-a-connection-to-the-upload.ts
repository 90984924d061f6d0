import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A create takes its connection of the pool first, and then waits for the client to send the body.",
  edits: [
    {
      file: "src/expenses.ts",
      find: "  async create(expense: NewExpense): Promise<Expense> {",
      replace: `  /** The work has a connection for itself, so that all of it runs on the same one. */
  async onOneConnection<Result>(work: () => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect().catch((error) => {
      throw new Problem(503, "The database is not available", undefined, error);
    });
    try {
      return await work();
    } finally {
      client.release();
    }
  }

  async create(expense: NewExpense): Promise<Expense> {`,
    },
    {
      file: "src/server.ts",
      find: "      const expense = await expenses.create(newExpense(await readJson(request)));",
      replace: `      const body = await expenses.onOneConnection(() => readJson(request));
      const expense = await expenses.create(newExpense(body));`,
    },
  ],
  caughtBy: "serves-others-beside-rude-clients",
} satisfies BrokenSubject;
