import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Whether somebody is a member is asked before, and nothing holds them apart who ask together.",
  edits: [
    {
      file: "src/schema.ts",
      find: `    role text not null check (role in ('owner', 'editor', 'viewer')),
    primary key (project_id, account_id)
`,
      replace: `    role text not null check (role in ('owner', 'editor', 'viewer'))
`,
    },
    {
      file: "src/projects.ts",
      find: `      const rows = await this.#database.query(
        \`insert into membership (project_id, account_id, role) values ($1, $2, $3)
         on conflict (project_id, account_id) do update set role = excluded.role where membership.role <> 'owner'
         returning role\`,
        [projectId, memberId, role],
      );
      if (!rows[0]) throw`,
      replace: `      const member = [projectId, memberId];
      const found = await this.#database.query<{ role: Role }>(
        "select role from membership where project_id = $1 and account_id = $2",
        member,
      );
      const statement = found[0]
        ? "update membership set role = $3 where project_id = $1 and account_id = $2"
        : "insert into membership (project_id, account_id, role) values ($1, $2, $3)";
      if (found[0]?.role !== "owner") await this.#database.query(statement, [...member, role]);
      else throw`,
    },
  ],
  caughtBy: "memberships-are-set-once",
} satisfies BrokenSubject;
