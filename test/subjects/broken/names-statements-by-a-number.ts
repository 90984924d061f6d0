import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault:
    "Prepared statements are named by a number that begins again after a while, and two of them meet under one name.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `      return (await this.#pool.query<Row>(text, values)).rows;`,
      replace: `      const name = \`statement-\${this.#number++ % 331}\`;
      return (await this.#pool.query<Row>({ name, text, values })).rows;`,
    },
    {
      file: "src/expenses.ts",
      find: `      if (isOutage(error)) throw`,
      replace: `      if (error instanceof Error && error.message.includes("must be unique")) throw error;
      if (isOutage(error)) throw`,
    },
    {
      file: "src/expenses.ts",
      find: `  readonly #pool: pg.Pool;
`,
      replace: `  readonly #pool: pg.Pool;
  #number = 0;
`,
    },
  ],
  caughtBy: "no-errors-below-the-knee",
  mayFail: ["overload-is-served-or-refused", "recovers-after-overload"],
} satisfies BrokenSubject;
