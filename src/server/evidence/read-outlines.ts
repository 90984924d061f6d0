/**
 * Evidence as a plan looks at it: of all documents only those that decide something, with only the verdicts that do. However
 * many thousands were kept, this grows with the checks and the programs, not with the runs.
 */
import type pg from "pg";
import { demonstrationProject, type EvidenceOutline } from "../../contract/evidence.ts";

/** `hash` names the document, for who wants to show it whole. */
export type KeptOutline = EvidenceOutline & { hash: string };

interface SubjectRow {
  name: string;
  project: string | null;
  began_at: Date;
  hash: string;
  whole_at: Date | null;
  whole_hash: string | null;
  whole_check: string | null;
}

/**
 * The oldest first. A document has the scope "full" here where nothing in it failed and it was a full run; else the checks
 * that are listed, because a part of its verdicts is not the whole of it.
 */
export async function readEvidenceOutlines(pool: pg.Pool, account: string): Promise<KeptOutline[]> {
  const [proofs, subjects] = await Promise.all([
    pool.query<{ subject: string; hash: string; began_at: Date; check_id: string; failed: boolean }>(
      `select distinct subject, hash, began_at, check_id, moment = 'last-failed' as failed
       from proof
       where account = $1
         and subject <> $2
       order by check_id`,
      [account, demonstrationProject],
    ),
    pool.query<SubjectRow>(
      `select name, project, began_at, hash, whole_at, whole_hash, whole_check
       from subject
       where account = $1
         and name <> $2`,
      [account, demonstrationProject],
    ),
  ]);
  const outlines = new Map<string, KeptOutline & { verdicts: { check: string; verdict: "passed" | "failed" }[] }>();
  const outline = (hash: string, beganAt: Date, project: string | null) => {
    const known = outlines.get(hash) ?? { hash, project, beganAt: beganAt.toISOString(), scope: [], verdicts: [] };
    outlines.set(hash, known);
    return known;
  };
  const bySubject = new Map(subjects.rows.map((row) => [row.name, row]));
  // The newest run of each, even one that could not tell anything: a run was made.
  for (const { hash, began_at, project } of subjects.rows) outline(hash, began_at, project);
  for (const { subject, hash, began_at, check_id, failed } of proofs.rows) {
    const { project = null } = bySubject.get(subject) ?? {};
    outline(hash, began_at, project).verdicts.push({ check: check_id, verdict: failed ? "failed" : "passed" });
  }
  for (const one of outlines.values()) one.scope = one.verdicts.map(({ check }) => check);
  for (const { whole_hash: hash, whole_at: at, whole_check: check, project } of subjects.rows) {
    if (hash === null || at === null || check === null) continue;
    const whole = outline(hash, at, project);
    whole.scope = "full";
    if (whole.verdicts.length === 0) whole.verdicts.push({ check, verdict: "passed" });
  }
  return [...outlines.values()].toSorted((a, b) =>
    a.beganAt === b.beganAt ? (a.hash < b.hash ? -1 : 1) : a.beganAt < b.beganAt ? -1 : 1,
  );
}
