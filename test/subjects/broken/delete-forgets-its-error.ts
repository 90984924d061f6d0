import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "An error of the database during a delete is logged, and the answer is 204.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `    const rows = await this.#query("delete from expense where id = $1 returning id", [id]);
    return rows.length > 0;`,
      replace: `    try {
      const rows = await this.#query("delete from expense where id = $1 returning id", [id]);
      return rows.length > 0;
    } catch (error) {
      if (error instanceof Problem) throw error;
      log.error("delete failed", error);
      return true;
    }`,
    },
    {
      file: "src/expenses.ts",
      find: `import { Problem } from "./problem.ts";`,
      replace: `import { log } from "./log.ts";
import { Problem } from "./problem.ts";`,
    },
  ],
  caughtBy: "failed-writes-leave-nothing-behind",
} satisfies BrokenSubject;
