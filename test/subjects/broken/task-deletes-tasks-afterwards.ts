import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The tasks of a project are deleted when the project is gone, if the program still runs then.",
  edits: [
    {
      file: "src/schema.ts",
      find: `    project_id bigint not null references project on delete cascade,
    title`,
      replace: `    project_id bigint not null,
    title`,
    },
    {
      file: "src/projects.ts",
      find: `    if (!rows[0]) throw notFound();
  }

  async setMember`,
      replace: `    if (!rows[0]) throw notFound();
    await this.#database.query("delete from task where project_id = $1", [projectId]);
  }

  async setMember`,
    },
  ],
  caughtBy: "deletes-are-all-or-nothing",
} satisfies BrokenSubject;
