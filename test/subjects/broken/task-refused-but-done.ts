import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "What a viewer may not delete is deleted first and refused afterwards.",
  edits: [
    {
      file: "src/tasks.ts",
      find: `    const { role } = await this.#readWithRole(accountId, taskId);
    if (!writers.includes(role)) throw forbidden();
    const rows = await this.#database.query("delete from task where id = $1 returning id", [taskId]);
`,
      replace: `    const { role } = await this.#readWithRole(accountId, taskId);
    const rows = await this.#database.query("delete from task where id = $1 returning id", [taskId]);
    if (!writers.includes(role)) throw forbidden();
`,
    },
  ],
  caughtBy: "roles-are-enforced",
} satisfies BrokenSubject;
