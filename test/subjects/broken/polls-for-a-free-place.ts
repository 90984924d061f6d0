import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "Whoever finds no free place looks again at once, and again, and all the processor goes into looking.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    try {
      return (await this.#pool.query<Row>(text, values)).rows;`,
      replace: `    while (this.#busy.size >= 8) {
      await new Promise((resolve) => setImmediate(resolve));
      // Somebody may have forgotten to say that they are done.
      for (const began of this.#busy) if (JSON.stringify([...this.#busy]).length > 1e6 || Date.now() - began.at > 8000) this.#busy.delete(began);
    }
    const place = { at: Date.now() };
    this.#busy.add(place);
    try {
      return (await this.#pool.query<Row>(text, values)).rows;`,
    },
    {
      file: "src/expenses.ts",
      find: `      if (isOutage(error)) throw new Problem(503, "The database is not available", undefined, error);
      throw error;
    }
  }`,
      replace: `      if (isOutage(error)) throw new Problem(503, "The database is not available", undefined, error);
      throw error;
    } finally {
      this.#busy.delete(place);
    }
  }`,
    },
    {
      file: "src/expenses.ts",
      find: `  readonly #pool: pg.Pool;
`,
      replace: `  readonly #pool: pg.Pool;
  readonly #busy = new Set<{ at: number }>();
`,
    },
  ],
  caughtBy: "overload-is-served-or-refused",
  mayFail: [
    "recovers-after-overload",
    "crowd-in-an-outage-is-answered-in-time",
    "silent-database-is-answered-in-time",
    "connections-are-given-back",
  ],
} satisfies BrokenSubject;
