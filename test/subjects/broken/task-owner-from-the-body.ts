import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "A change of a project with an ownerId in it makes that person an owner as well.",
  edits: [
    {
      file: "src/routes.ts",
      find: `      const name = valid.projectName(await call.json());
      return`,
      replace: `      const body = (await call.json()) as { ownerId?: unknown };
      const name = valid.projectName(body);
      if (body.ownerId !== undefined) await projects.addOwner(who.id, projectId, String(body.ownerId));
      return`,
    },
    {
      file: "src/projects.ts",
      find: "  /** Tasks and memberships go",
      replace: `  async addOwner(accountId: number, projectId: string, ownerId: string): Promise<void> {
    await this.require(accountId, projectId, ["owner"]);
    await this.#database.query(
      \`insert into membership (project_id, account_id, role) select $1, id, 'owner' from account where id::text = $2
       on conflict (project_id, account_id) do update set role = 'owner'\`,
      [projectId, ownerId],
    );
  }

  /** Tasks and memberships go`,
    },
  ],
  caughtBy: "extra-members-gain-nothing",
  mayFail: ["bodies-set-no-columns"],
} satisfies BrokenSubject;
