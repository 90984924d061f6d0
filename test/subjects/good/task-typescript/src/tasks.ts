/** Tasks, and every statement that touches them. */
import { type Database, foreignKeyViolation, type Query, sqlState } from "./database.ts";
import { forbidden, notFound, Problem } from "./problem.ts";
import { type Page, type Projects, pageOf, type Role } from "./projects.ts";
import type { NewTask, Status, TaskChange } from "./validate.ts";

export interface Task {
  id: number;
  projectId: number;
  title: string;
  notes: string;
  status: Status;
  dueOn: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

const columns = `task.id, task.project_id as "projectId", task.title, task.notes, task.status, task.due_on as "dueOn",
  task.created_at as "createdAt", task.updated_at as "updatedAt", task.version`;
const writers: readonly Role[] = ["owner", "editor"];

export class Tasks {
  readonly #database: Database;
  readonly #projects: Projects;

  constructor(database: Database, projects: Projects) {
    this.#database = database;
    this.#projects = projects;
  }

  async requireWriter(accountId: number, projectId: string): Promise<void> {
    await this.#projects.require(accountId, projectId, writers);
  }

  /** Whoever calls has asked requireWriter before. */
  async create(query: Query, projectId: string, task: NewTask): Promise<Task> {
    try {
      const rows = await query<Task>(
        `insert into task (project_id, title, notes, status, due_on)
         values ($1, $2, coalesce($3, ''), coalesce($4, 'todo'), $5)
         returning ${columns}`,
        [projectId, task.title, task.notes ?? null, task.status ?? null, task.dueOn ?? null],
      );
      return rows[0]!;
    } catch (error) {
      // The project was deleted in this very moment.
      if (sqlState(error) === foreignKeyViolation) throw notFound();
      throw error;
    }
  }

  /** Newest first. The cursor is the id of the last task of the page before. */
  async list(
    accountId: number,
    projectId: string,
    { limit, cursor, status }: { limit: number; cursor: string | undefined; status: Status | undefined },
  ): Promise<Page<Task>> {
    await this.#projects.read(accountId, projectId);
    const rows = await this.#database.query<Task>(
      `select ${columns}
       from task
       where project_id = $1 and ($2::bigint is null or id < $2) and ($3::text is null or status = $3)
       order by id desc
       limit $4`,
      [projectId, cursor ?? null, status ?? null, limit + 1],
    );
    return pageOf(rows, limit);
  }

  async read(accountId: number, taskId: string): Promise<Task> {
    return (await this.#readWithRole(accountId, taskId)).task;
  }

  async update(accountId: number, taskId: string, change: TaskChange, versions?: number[]): Promise<Task> {
    const { role } = await this.#readWithRole(accountId, taskId);
    if (!writers.includes(role)) throw forbidden();
    // Compared in the statement that changes: of many who read the same version, the row lets one through.
    const rows = await this.#database.query<Task>(
      `update task
       set title = coalesce($2, title),
           notes = coalesce($3, notes),
           status = coalesce($4, status),
           due_on = case when $5 then $6::date else due_on end,
           version = version + 1,
           updated_at = clock_timestamp()
       where id = $1 and ($7::int[] is null or version = any($7))
       returning ${columns}`,
      [
        taskId,
        change.title ?? null,
        change.notes ?? null,
        change.status ?? null,
        change.dueOn !== undefined,
        change.dueOn ?? null,
        versions ?? null,
      ],
    );
    if (!rows[0]) throw versions ? new Problem(412, "the task has changed since you read it") : notFound();
    return rows[0];
  }

  async remove(accountId: number, taskId: string): Promise<void> {
    const { role } = await this.#readWithRole(accountId, taskId);
    if (!writers.includes(role)) throw forbidden();
    const rows = await this.#database.query("delete from task where id = $1 returning id", [taskId]);
    if (!rows[0]) throw notFound();
  }

  async #readWithRole(accountId: number, taskId: string): Promise<{ task: Task; role: Role }> {
    const rows = await this.#database.query<Task & { role: Role }>(
      `select ${columns}, membership.role
       from task
       join membership on membership.project_id = task.project_id and membership.account_id = $1
       where task.id = $2`,
      [accountId, taskId],
    );
    if (!rows[0]) throw notFound();
    const { role, ...task } = rows[0];
    return { task, role };
  }
}
