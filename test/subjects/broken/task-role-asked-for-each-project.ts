import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The list of projects asks for the caller's role in each of them.",
  edits: [
    {
      file: "src/projects.ts",
      find: `    return pageOf(rows, limit);
  }

  /** What`,
      replace: `    const page = pageOf(rows, limit);
    const items: Project[] = [];
    for (const { id } of page.items) items.push(await this.read(accountId, String(id)));
    return { ...page, items };
  }

  /** What`,
    },
  ],
  caughtBy: "list-takes-bounded-statements",
} satisfies BrokenSubject;
