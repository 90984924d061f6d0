import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A stranger who deletes a task that is there is told 409 instead of 404.",
  edits: [
    {
      file: "src/tasks.ts",
      find: `    const { role } = await this.#readWithRole(accountId, taskId);
    if (!writers.includes(role)) throw forbidden();
    const rows = await this.#database.query("delete`,
      replace: `    const found = await this.#database.query("select id from task where id = $1", [taskId]);
    const { role } = await this.#readWithRole(accountId, taskId).catch((error) => {
      throw found[0] ? new Problem(409, "this task cannot be deleted") : error;
    });
    if (!writers.includes(role)) throw forbidden();
    const rows = await this.#database.query("delete`,
    },
  ],
  caughtBy: "strangers-learn-nothing",
} satisfies BrokenSubject;
