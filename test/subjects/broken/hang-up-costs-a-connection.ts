import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault:
    "A client that hangs up during its upload takes a connection of the pool with it: it is given back only on the good way.",
  edits: [
    {
      file: "src/expenses.ts",
      find: "  async create(expense: NewExpense): Promise<Expense> {",
      replace: `  async onOneConnection<Result>(work: () => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect().catch((error) => {
      throw new Problem(503, "The database is not available", undefined, error);
    });
    try {
      const result = await work();
      client.release();
      return result;
    } catch (error) {
      // What was refused has touched nothing, so the connection is as good as before.
      if (error instanceof Problem) client.release();
      throw error;
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
  caughtBy: "serves-after-rude-clients",
  // It also lends its connections to those who are slow.
  mayFail: ["serves-others-beside-rude-clients"],
} satisfies BrokenSubject;
