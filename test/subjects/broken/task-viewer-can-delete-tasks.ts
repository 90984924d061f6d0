import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Who may only read may also delete tasks.",
  edits: [
    {
      file: "src/tasks.ts",
      find: `  async remove(accountId: number, taskId: string): Promise<void> {
    const { role } = await this.#readWithRole(accountId, taskId);
    if (!writers.includes(role)) throw forbidden();
`,
      replace: `  async remove(accountId: number, taskId: string): Promise<void> {
    await this.#readWithRole(accountId, taskId);
`,
    },
  ],
  caughtBy: "roles-are-enforced",
} satisfies BrokenSubject;
