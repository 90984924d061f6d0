import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A row that could not be read within a moment is taken for one that is not there.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query<Expense>(\`select \${columns} from expense where id = $1\`, [id]);
    return rows[0];`,
      replace: `    const tooLate = new Promise<Expense[]>((resolve) => setTimeout(() => resolve([]), 700).unref());
    const reading = this.#query<Expense>(\`select \${columns} from expense where id = $1\`, [id]);
    const rows = this.#pool.waitingCount > 0 ? await Promise.race([reading, tooLate]) : await reading;
    return rows[0];`,
    },
  ],
  caughtBy: "overload-is-served-or-refused",
  mayFail: [
    "slow-database-is-survived",
    "outage-is-answered-503",
    "connections-are-given-back",
    "recovers-after-overload",
    "load-loses-no-acknowledged-writes",
    "silent-database-is-answered-in-time",
  ],
} satisfies BrokenSubject;
