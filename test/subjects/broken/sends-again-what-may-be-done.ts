import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "When a connection breaks, the statement is sent again on another one, whatever it was.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `      if (isOutage(error)) throw new Problem(503, "The database is not available", undefined, error);
      throw error;`,
      replace: `      if (!isOutage(error)) throw error;
      try {
        return (await this.#pool.query<Row>(text, values)).rows;
      } catch (again) {
        throw isOutage(again) ? new Problem(503, "The database is not available", undefined, again) : again;
      }`,
    },
  ],
  caughtBy: "lost-answers-make-nothing-twice",
  mayFail: ["cut-statements-leave-nothing-half-done"],
} satisfies BrokenSubject;
