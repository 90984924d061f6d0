import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault:
    "Tasks of one status are looked up by their ids and then read one by one; without a status all is one statement.",
  edits: [
    {
      file: "src/tasks.ts",
      find: `      [projectId, cursor ?? null, status ?? null, limit + 1],
    );
    return pageOf(rows, limit);`,
      replace: `      [projectId, cursor ?? null, status ?? null, limit + 1],
    );
    const page = pageOf(rows, limit);
    if (status === undefined) return page;
    const items: Task[] = [];
    for (const { id } of page.items) items.push(await this.read(accountId, String(id)));
    return { ...page, items };`,
    },
  ],
  caughtBy: "list-takes-bounded-statements",
} satisfies BrokenSubject;
