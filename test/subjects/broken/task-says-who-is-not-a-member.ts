import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A stranger is told that they are no member, which says that there is such a project.",
  edits: [
    {
      file: "src/projects.ts",
      find: `    if (!rows[0]) throw notFound();
    return rows[0];
  }

  /** Refuses`,
      replace: `    if (!rows[0]) {
      const found = await this.#database.query("select id from project where id = $1", [projectId]);
      throw found[0] ? new Problem(404, "you are not a member of this project") : notFound();
    }
    return rows[0];
  }

  /** Refuses`,
    },
  ],
  caughtBy: "strangers-learn-nothing",
} satisfies BrokenSubject;
