/**
 * What the newest evidence says of each check of a project.
 */
import type pg from "pg";

export interface LatestVerdicts {
  verdict: "passed" | "failed";
  at: string;
  evidence: string;
}

/** By project, then by check. `project` leaves the others out. */
export async function readLatestVerdicts(
  pool: pg.Pool,
  account: string,
  project?: string,
): Promise<Map<string, Map<string, LatestVerdicts>>> {
  const { rows } = await pool.query<{
    subject: string;
    check_id: string;
    moment: string;
    began_at: Date;
    hash: string;
  }>(
    `select distinct on (subject, check_id) subject, check_id, moment, began_at, hash
     from proof
     where account = $1
       and ($2::text is null or subject = $2)
       and moment in ('last-passed', 'last-failed')
     order by subject, check_id, began_at desc`,
    [account, project ?? null],
  );
  const byProject = new Map<string, Map<string, LatestVerdicts>>();
  for (const { subject, check_id, moment, began_at, hash } of rows) {
    const latest = byProject.get(subject) ?? new Map();
    byProject.set(subject, latest);
    latest.set(check_id, {
      verdict: moment === "last-passed" ? "passed" : "failed",
      at: began_at.toISOString(),
      evidence: hash,
    });
  }
  return byProject;
}
