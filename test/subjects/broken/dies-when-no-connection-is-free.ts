import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "That no connection was free is noted in a promise that nobody waits for, and whose failure ends the process.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `      if (isOutage(error)) throw new Problem(503, "The database is not available", undefined, error);
      throw error;
    }
  }`,
      replace: `      if (error instanceof Error && error.message.includes("timeout exceeded when trying to connect")) this.#noteFullPool(error);
      if (isOutage(error)) throw new Problem(503, "The database is not available", undefined, error);
      throw error;
    }
  }

  async #noteFullPool(error: Error): Promise<void> {
    if (this.#pool.waitingCount > 0) throw new Error(\`the pool is full: \${this.#pool.waitingCount} are waiting\`, { cause: error });
  }`,
    },
  ],
  caughtBy: "recovers-after-overload",
  alsoFails: ["crowd-in-an-outage-is-answered-in-time"],
  mayFail: [
    "silent-database-is-answered-in-time",
    "connections-are-given-back",
    "recovers-after-outage",
    "slow-database-is-survived",
    "outage-is-answered-503",
    "outage-is-answered-in-time",
  ],
} satisfies BrokenSubject;
