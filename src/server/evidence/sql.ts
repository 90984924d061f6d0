/**
 * Evidence in the database: taken in once for each content, listed, read.
 */
import type pg from "pg";
import type { EvidenceKept, EvidenceSummary } from "../../contract/api/evidence.ts";
import type { Page } from "../../contract/api/paging.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { canonicalJson, digestOf } from "../../evidence/canonical-json.ts";
import { cursorOf, placeOf } from "../ground/cursor.ts";
import { inTransaction } from "../ground/in-transaction.ts";
import { draftLogEntry, type SkillsOfCheck } from "./draft-log-entry.ts";
import { keepProofs } from "./keep-proofs.ts";
import { lightText, subjectOf } from "./subject-of.ts";

export interface KeptEvidence extends EvidenceKept {
  /** False where the same document was there already. */
  isNew: boolean;
}

/**
 * Takes a document in, with all that follows from it, in one transaction: what was acknowledged survives a kill, and what was
 * not leaves nothing. The same document again, also at the same moment, changes nothing.
 */
export async function keepEvidenceRow(
  pool: pg.Pool,
  account: string,
  evidence: Evidence,
  skillsOf: SkillsOfCheck = () => [],
): Promise<KeptEvidence> {
  const hash = digestOf(evidence);
  // Most that come twice come later; no transaction for those.
  if (await isKept(pool, account, hash)) return { hash, isNew: false, drafted: null };
  return inTransaction(pool, async (client) => {
    // One after the other for each program, because each is compared with the one before it. Ends with the transaction.
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
      `${account} ${subjectOf(evidence).name}`,
    ]);
    const isNew = await insertEvidence(client, account, { hash, evidence });
    const drafted = isNew ? await draftLogEntry(client, account, { hash, evidence, skillsOf }) : null;
    if (isNew) await keepProofs(client, account, [{ hash, evidence }]);
    return { hash, isNew, drafted };
  });
}

async function isKept(pool: pg.Pool, account: string, hash: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select
     from evidence
     where account = $1
       and hash = $2`,
    [account, hash],
  );
  return rowCount === 1;
}

/** False where it was there already. */
export async function insertEvidence(
  client: pg.ClientBase,
  account: string,
  { hash, evidence }: { hash: string; evidence: Evidence },
): Promise<boolean> {
  const { beganAt, contract, judge, seed, scope, durationMs, subject, verdicts, help } = evidence;
  const { name, project } = subjectOf(evidence);
  const count = (kind: string) => verdicts.filter(({ verdict }) => verdict === kind).length;
  const { rowCount } = await client.query(
    `insert into evidence (
       account, hash, began_at, project, subject, title, contract, judge, seed, scope, duration_ms,
       commit, dirty, tree, language, passed, failed, unclear, not_applicable, guided, body
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
     on conflict do nothing`,
    [
      account,
      hash,
      new Date(beganAt),
      project,
      name,
      lightText(contract.title),
      lightText(contract.version),
      lightText(judge),
      lightText(seed),
      Array.isArray(scope) ? "part" : scope,
      durationMs,
      subject.commit && lightText(subject.commit),
      subject.dirty,
      subject.tree && lightText(subject.tree),
      subject.language && lightText(subject.language),
      count("passed"),
      count("failed"),
      count("unclear"),
      count("not-applicable"),
      help.filter((word) => word.startsWith("guided: ")).length,
      canonicalJson(evidence),
    ],
  );
  return rowCount === 1;
}

interface SummaryRow {
  hash: string;
  began_at: Date;
  project: string | null;
  subject: string;
  title: string;
  contract: string;
  judge: string;
  seed: string;
  scope: EvidenceSummary["scope"];
  duration_ms: number;
  commit: string | null;
  dirty: boolean;
  language: string | null;
  passed: number;
  failed: number;
  unclear: number;
  not_applicable: number;
  guided: number;
}

/** All but the body. */
const columns = `hash, began_at, project, subject, title, contract, judge, seed, scope, duration_ms, commit, dirty,
            language, passed, failed, unclear, not_applicable, guided`;

export async function listEvidence(
  pool: pg.Pool,
  account: string,
  { limit, cursor, subject }: { limit: number; cursor?: string | undefined; subject?: string | undefined },
): Promise<Page<EvidenceSummary>> {
  const place = placeOf(cursor);
  // Two statements rather than `subject is null or …`, so that each has its own index in a prepared plan too.
  const { rows } = await pool.query<SummaryRow>(
    `select ${columns}
     from evidence
     where account = $1
       ${subject === undefined ? "and $2::text is null" : "and subject = $2"}
       ${place ? "and (began_at, hash) < ($3::timestamptz, $4)" : "and $3::text is null and $4::text is null"}
     order by began_at desc, hash desc
     limit $5`,
    [account, subject ?? null, place?.key ?? null, place?.id ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map(summaryOf);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorOf(last.beganAt, last.hash) : null };
}

export async function readEvidenceRow(
  pool: pg.Pool,
  account: string,
  hash: string,
): Promise<{ summary: EvidenceSummary; body: Evidence } | undefined> {
  const { rows } = await pool.query<SummaryRow & { body: Evidence }>(
    `select ${columns}, body
     from evidence
     where account = $1
       and hash = $2`,
    [account, hash],
  );
  return rows[0] && { summary: summaryOf(rows[0]), body: rows[0].body };
}

/** Its text as it was kept: canonical JSON, whose SHA-256 is the hash. */
export async function readEvidenceText(pool: pg.Pool, account: string, hash: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ body: string }>(
    `select body::text
     from evidence
     where account = $1
       and hash = $2`,
    [account, hash],
  );
  return rows[0]?.body;
}

/** The documents of the same program next to one, on both sides. */
export async function readNeighbours(
  pool: pg.Pool,
  account: string,
  { subject, beganAt, hash }: Pick<EvidenceSummary, "subject" | "beganAt" | "hash">,
): Promise<{ older: string | null; newer: string | null }> {
  const { rows } = await pool.query<{ older: string | null; newer: string | null }>(
    `select (
       select hash
       from evidence
       where account = $1
         and subject = $2
         and (began_at, hash) < ($3::timestamptz, $4)
       order by began_at desc, hash desc
       limit 1
     ) as older,
     (
       select hash
       from evidence
       where account = $1
         and subject = $2
         and (began_at, hash) > ($3::timestamptz, $4)
       order by began_at, hash
       limit 1
     ) as newer`,
    [account, subject, beganAt, hash],
  );
  return rows[0] ?? { older: null, newer: null };
}

function summaryOf(row: SummaryRow): EvidenceSummary {
  const { began_at, duration_ms, not_applicable, ...rest } = row;
  return {
    ...pick(rest),
    beganAt: began_at.toISOString(),
    durationMs: duration_ms,
    notApplicable: not_applicable,
  };
}

function pick(row: Omit<SummaryRow, "began_at" | "duration_ms" | "not_applicable">) {
  const { hash, project, subject, title, contract, judge, seed, scope, commit, dirty, language } = row;
  const { passed, failed, unclear, guided } = row;
  return {
    ...{ hash, project, subject, title, contract, judge, seed, scope, commit, dirty, language },
    ...{ passed, failed, unclear, guided },
  };
}
