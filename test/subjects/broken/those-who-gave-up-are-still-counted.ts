import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault:
    "Whoever waits for a connection is counted, so that the queue has an end; who gives up waiting is never counted out.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    try {
      return (await this.#pool.query<Row>(text, values)).rows;`,
      replace: `    if (this.#waiting >= 100) throw new Problem(503, "Too many requests are waiting");
    try {
      this.#waiting++;
      const client = await this.#pool.connect();
      this.#waiting--;
      try {
        return (await client.query<Row>(text, values)).rows;
      } catch (error) {
        broken = error as Error;
        throw error;
      } finally {
        client.release(isOutage(broken) ? broken : undefined);
      }`,
    },
    {
      file: "src/expenses.ts",
      find: `  async #query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
`,
      replace: `  async #query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    let broken: Error | undefined;
`,
    },
    {
      file: "src/expenses.ts",
      find: `  readonly #pool: pg.Pool;
`,
      replace: `  readonly #pool: pg.Pool;
  #waiting = 0;
`,
    },
  ],
  caughtBy: "recovers-after-overload",
} satisfies BrokenSubject;
