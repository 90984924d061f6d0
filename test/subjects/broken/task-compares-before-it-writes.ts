import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The version is compared when the task is read, and then it is written whatever happened in between.",
  edits: [
    {
      file: "src/tasks.ts",
      find: `    const { role } = await this.#readWithRole(accountId, taskId);
    if (!writers.includes(role)) throw forbidden();
    // Compared`,
      replace: `    const { role, task } = await this.#readWithRole(accountId, taskId);
    if (!writers.includes(role)) throw forbidden();
    if (versions && !versions.includes(task.version)) throw new Problem(412, "the task has changed since you read it");
    // Compared`,
    },
    {
      file: "src/tasks.ts",
      find: `       where id = $1 and ($7::int[] is null or version = any($7))
`,
      replace: `       where id = $1
`,
    },
    {
      file: "src/tasks.ts",
      find: `        versions ?? null,
`,
      replace: "",
    },
    {
      file: "src/tasks.ts",
      find: `    if (!rows[0]) throw versions ? new Problem(412, "the task has changed since you read it") : notFound();
    return rows[0];
`,
      replace: `    if (!rows[0]) throw notFound();
    return rows[0];
`,
    },
  ],
  caughtBy: "one-of-many-stale-writers-wins",
} satisfies BrokenSubject;
