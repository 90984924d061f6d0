/**
 * Runs in the database.
 */
import type pg from "pg";
import type { Page } from "../../contract/api/paging.ts";
import type { LineChange, Run, RunPage, RunProblem, RunRequest } from "../../contract/api/run.ts";
import type { RunReport } from "../../contract/report.ts";
import { cursorOf, placeOf } from "../ground/cursor.ts";

interface Row {
  id: string;
  state: Run["state"];
  subject: Run["subject"];
  name: string;
  project: string | null;
  scope: Run["scope"];
  only_checks: string[] | null;
  seed: string;
  created_at: Date;
  began_at: Date | null;
  ended_at: Date | null;
  counts: Run["counts"];
  evidence: string | null;
  drafted: string | null;
  problem: RunProblem | null;
}

/** All but the report, which no list reads. */
const columns = `id, state, subject, name, project, scope, only_checks, seed, created_at, began_at, ended_at, counts,
            evidence, drafted, problem`;

export interface NewRun extends Pick<RunRequest, "subject" | "scope" | "only"> {
  name: string;
  project: string | null;
  seed: string;
  change: LineChange | null;
}

export async function addRun(pool: pg.Pool, account: string, run: NewRun): Promise<Run> {
  const { subject, name, project, scope, only, seed, change } = run;
  const { rows } = await pool.query<Row>(
    `insert into run (account, state, subject, name, project, scope, only_checks, seed, change)
     values ($1, 'queued', $2, $3, $4, $5, $6, $7, $8)
     returning ${columns}`,
    [
      account,
      JSON.stringify(subject),
      name,
      project,
      scope,
      only === undefined ? null : JSON.stringify(only),
      seed,
      change && JSON.stringify(change),
    ],
  );
  return runOf(rows[0] as Row);
}

export async function readRun(pool: pg.Pool, account: string, id: string): Promise<Run | undefined> {
  const { rows } = await pool.query<Row>(
    `select ${columns}
     from run
     where account = $1
       and id = $2`,
    [account, id],
  );
  return rows[0] && runOf(rows[0]);
}

export async function readRunPage(pool: pg.Pool, account: string, id: string): Promise<RunPage | undefined> {
  const { rows } = await pool.query<
    Row & { report: RunReport | null; change: LineChange | null; before: string | null }
  >(
    `select ${columns}, report, change, (
       select earlier.id
       from run as earlier
       where earlier.account = run.account
         and earlier.id < run.id
         and earlier.state = 'ended'
         and earlier.project is not distinct from run.project
         and earlier.name = run.name
       order by earlier.id desc
       limit 1
     ) as before
     from run
     where account = $1
       and id = $2`,
    [account, id],
  );
  const [row] = rows;
  return row && { ...runOf(row), report: row.report, change: row.change, before: row.before };
}

export async function listRuns(
  pool: pg.Pool,
  account: string,
  { limit, cursor, project }: { limit: number; cursor?: string | undefined; project?: string | undefined },
): Promise<Page<Run>> {
  const place = placeOf(cursor);
  // One row more than asked for tells whether there is a next page.
  const { rows } = await pool.query<Row>(
    `select ${columns}
     from run
     where account = $1
       and ($2::text is null or project = $2)
       and ($3::uuid is null or id < $3)
     order by id desc
     limit $4`,
    [account, project ?? null, place?.id ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map(runOf);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorOf(last.createdAt, last.id) : null };
}

export async function noteBegun(pool: pg.Pool, account: string, id: string): Promise<void> {
  await pool.query(
    `update run
     set state = 'running',
         began_at = now()
     where account = $1
       and id = $2`,
    [account, id],
  );
}

export interface Outcome {
  state: "ended" | "cancelled" | "failed";
  report?: RunReport | undefined;
  evidence?: string | undefined;
  drafted?: string | null | undefined;
  problem?: RunProblem | undefined;
}

export async function noteEnded(pool: pg.Pool, account: string, id: string, outcome: Outcome): Promise<void> {
  const { state, report, evidence, drafted, problem } = outcome;
  await pool.query(
    `update run
     set state = $3,
         ended_at = now(),
         report = $4,
         counts = $5,
         evidence = $6,
         drafted = $7,
         problem = $8
     where account = $1
       and id = $2`,
    [
      account,
      id,
      state,
      report ? JSON.stringify(report) : null,
      report ? JSON.stringify(report.counts) : null,
      evidence ?? null,
      drafted ?? null,
      problem ? JSON.stringify(problem) : null,
    ],
  );
}

/** What was under way when the app was killed. Called before anything else is started. */
export async function noteInterrupted(pool: pg.Pool, account: string, problem: RunProblem): Promise<void> {
  await pool.query(
    `update run
     set state = 'failed',
         ended_at = now(),
         problem = $2
     where account = $1
       and state in ('queued', 'running')`,
    [account, JSON.stringify(problem)],
  );
}

/** Folders that were judged by a project's contract, the newest first. */
export async function readFolders(pool: pg.Pool, account: string, project: string | null): Promise<string[]> {
  const { rows } = await pool.query<{ folder: string }>(
    `select folder
     from (
       select subject ->> 'folder' as folder, max(id::text) as newest
       from run
       where account = $1
         and project is not distinct from $2
         and subject ->> 'kind' = 'folder'
       group by 1
     ) as known
     order by newest desc
     limit 8`,
    [account, project],
  );
  return rows.map(({ folder }) => folder);
}

function runOf(row: Row): Run {
  const { id, state, subject, name, project, scope, seed, counts, evidence, drafted, problem } = row;
  return {
    ...{ id, state, subject, name, project, scope, seed, counts, evidence, drafted, problem },
    only: row.only_checks,
    createdAt: row.created_at.toISOString(),
    beganAt: row.began_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
