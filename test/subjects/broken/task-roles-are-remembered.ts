import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Who has which role is remembered for a minute, also of those who were removed.",
  edits: [
    {
      file: "src/projects.ts",
      find: `  async read(accountId: number, projectId: string): Promise<Project> {
`,
      replace: `  async read(accountId: number, projectId: string): Promise<Project> {
    const known = this.#roles.get(\`\${accountId} \${projectId}\`);
    if (known === undefined || known.until < Date.now()) return this.#lookUp(accountId, projectId);
    const rows = await this.#database.query<Project>("select id, name, version from project where id = $1", [projectId]);
    if (!rows[0]) throw notFound();
    return { ...rows[0], role: known.role };
  }

  readonly #roles = new Map<string, { role: Role; until: number }>();

  async #lookUp(accountId: number, projectId: string): Promise<Project> {
`,
    },
    {
      file: "src/projects.ts",
      find: `    if (!rows[0]) throw notFound();
    return rows[0];
  }

  /** Refuses`,
      replace: `    if (!rows[0]) throw notFound();
    this.#roles.set(\`\${accountId} \${projectId}\`, { role: rows[0].role, until: Date.now() + 60_000 });
    return rows[0];
  }

  /** Refuses`,
    },
  ],
  caughtBy: "removed-members-are-out-at-once",
} satisfies BrokenSubject;
