import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A project is made first and its owner afterwards, each by itself.",
  edits: [
    {
      file: "src/projects.ts",
      find: `    const rows = await this.#database.query<Project>(
      \`with made as (
         insert into project (name) values ($2) returning id, name, version
       ), owned as (
         insert into membership (project_id, account_id, role) select id, $1, 'owner' from made returning role
       )
       select made.id, made.name, made.version, owned.role from made, owned\`,
      [accountId, name],
    );
    return rows[0]!;`,
      replace: `    const rows = await this.#database.query<Omit<Project, "role">>(
      "insert into project (name) values ($1) returning id, name, version",
      [name],
    );
    const project = rows[0]!;
    await this.#database.query("insert into membership (project_id, account_id, role) values ($1, $2, 'owner')", [
      project.id,
      accountId,
    ]);
    return { ...project, role: "owner" };`,
    },
  ],
  caughtBy: "failed-writes-leave-nothing-behind",
  mayFail: ["cut-statements-leave-nothing-half-done"],
} satisfies BrokenSubject;
