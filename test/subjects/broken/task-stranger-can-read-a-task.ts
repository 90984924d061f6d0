import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A task is shown to whoever knows its number.",
  edits: [
    {
      file: "src/tasks.ts",
      find: `    return (await this.#readWithRole(accountId, taskId)).task;
`,
      replace: `    const rows = await this.#database.query<Task>(\`select \${columns} from task where id = $1\`, [taskId]);
    if (!rows[0]) throw notFound();
    return rows[0];
`,
    },
    {
      file: "src/tasks.ts",
      find: "  async read(accountId: number, taskId: string)",
      replace: "  async read(_accountId: number, taskId: string)",
    },
  ],
  caughtBy: "strangers-cannot-touch",
} satisfies BrokenSubject;
