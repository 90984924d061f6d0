/** Projects, who has which role in them, and every statement that touches either. */
import { type Database, foreignKeyViolation, sqlState } from "./database.ts";
import { forbidden, notFound, Problem } from "./problem.ts";
import type { Grant } from "./validate.ts";

export type Role = "owner" | Grant;

export interface Project {
  id: number;
  name: string;
  role: Role;
  version: number;
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export class Projects {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async create(accountId: number, name: string): Promise<Project> {
    const rows = await this.#database.query<Project>(
      `with made as (
         insert into project (name) values ($2) returning id, name, version
       ), owned as (
         insert into membership (project_id, account_id, role) select id, $1, 'owner' from made returning role
       )
       select made.id, made.name, made.version, owned.role from made, owned`,
      [accountId, name],
    );
    return rows[0]!;
  }

  /** Those that the account has a role in, newest first. The cursor is the id of the last one of the page before. */
  async list(accountId: number, limit: number, cursor: string | undefined): Promise<Page<Project>> {
    const rows = await this.#database.query<Project>(
      `select project.id, project.name, project.version, membership.role
       from membership
       join project on project.id = membership.project_id
       where membership.account_id = $1 and ($2::bigint is null or project.id < $2)
       order by project.id desc
       limit $3`,
      [accountId, cursor ?? null, limit + 1],
    );
    return pageOf(rows, limit);
  }

  /** What the account sees of a project; a stranger sees that there is none. */
  async read(accountId: number, projectId: string): Promise<Project> {
    const rows = await this.#database.query<Project>(
      `select project.id, project.name, project.version, membership.role
       from project
       join membership on membership.project_id = project.id and membership.account_id = $1
       where project.id = $2`,
      [accountId, projectId],
    );
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  /** Refuses who has none of the roles: strangers as if there were nothing, others because of their role. */
  async require(accountId: number, projectId: string, roles: readonly Role[]): Promise<Project> {
    const project = await this.read(accountId, projectId);
    if (!roles.includes(project.role)) throw forbidden();
    return project;
  }

  async rename(accountId: number, projectId: string, name: string, versions?: number[]): Promise<Project> {
    const { role } = await this.require(accountId, projectId, ["owner"]);
    // Compared in the statement that changes: of many who read the same version, the row lets one through.
    const rows = await this.#database.query<Project>(
      `update project
       set name = $2, version = version + 1
       where id = $1 and ($3::int[] is null or version = any($3))
       returning id, name, version`,
      [projectId, name, versions ?? null],
    );
    if (!rows[0]) throw versions ? new Problem(412, "the project has changed since you read it") : notFound();
    return { ...rows[0], role };
  }

  /** Tasks and memberships go with it: one statement, "on delete cascade". */
  async remove(accountId: number, projectId: string): Promise<void> {
    await this.require(accountId, projectId, ["owner"]);
    const rows = await this.#database.query("delete from project where id = $1 returning id", [projectId]);
    if (!rows[0]) throw notFound();
  }

  async setMember(accountId: number, projectId: string, memberId: string, role: Grant): Promise<void> {
    await this.require(accountId, projectId, ["owner"]);
    try {
      const rows = await this.#database.query(
        `insert into membership (project_id, account_id, role) values ($1, $2, $3)
         on conflict (project_id, account_id) do update set role = excluded.role where membership.role <> 'owner'
         returning role`,
        [projectId, memberId, role],
      );
      if (!rows[0]) throw new Problem(409, "the owner of a project stays its owner");
    } catch (error) {
      if (sqlState(error) === foreignKeyViolation) throw notFound();
      throw error;
    }
  }

  async removeMember(accountId: number, projectId: string, memberId: string): Promise<void> {
    await this.require(accountId, projectId, ["owner"]);
    if (String(accountId) === memberId) throw new Problem(409, "the owner of a project stays its owner");
    const rows = await this.#database.query(
      "delete from membership where project_id = $1 and account_id = $2 returning account_id",
      [projectId, memberId],
    );
    if (!rows[0]) throw notFound();
  }
}

export function pageOf<Item extends { id: number }>(rows: Item[], limit: number): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.id) : null };
}
