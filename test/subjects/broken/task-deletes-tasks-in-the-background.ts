import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "The tasks of a deleted project are deleted after the answer, one batch at a time.",
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
      find: `    const rows = await this.#database.query("delete from project where id = $1 returning id", [projectId]);
    if (!rows[0]) throw notFound();
`,
      replace: `    const rows = await this.#database.query("delete from project where id = $1 returning id", [projectId]);
    if (!rows[0]) throw notFound();
    const batch = "delete from task where id in (select id from task where project_id = $1 limit 20) returning id";
    const sweep = async (): Promise<void> => {
      const gone = await this.#database.query(batch, [projectId]).catch(() => []);
      if (gone.length > 0) setTimeout(sweep, 250);
    };
    setTimeout(sweep, 250);
`,
    },
  ],
  caughtBy: "deletes-are-all-or-nothing",
} satisfies BrokenSubject;
