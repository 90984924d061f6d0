import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The members of a project are thrown out by a statement of its own, before the project is deleted.",
  edits: [
    {
      file: "src/projects.ts",
      find: `    const rows = await this.#database.query("delete from project where id = $1 returning id", [projectId]);
`,
      replace: `    await this.#database.query("delete from membership where project_id = $1", [projectId]);
    const rows = await this.#database.query("delete from project where id = $1 returning id", [projectId]);
`,
    },
  ],
  caughtBy: "deletes-are-all-or-nothing",
} satisfies BrokenSubject;
