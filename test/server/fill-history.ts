/**
 * Years of records, written by the database itself: for tests of growth and for measurements.
 */
import type pg from "pg";

export interface History {
  /** Half of them sessions, half of them entries of the log. */
  events: number;
  /** Runs started from the app. */
  runs: number;
  /** Evidence documents, with a verdict of each of sixty checks. */
  documents: number;
}

const account = "local";

export async function fillHistory(pool: pg.Pool, { events, runs, documents }: History): Promise<void> {
  const half = Math.ceil(events / 2);
  await pool.query(
    `insert into session (account, date, minutes, unit, kind, done)
     select $1, date '2026-11-20' - (n % 1500), 30 + n % 90, (array['http-methods', 'git', 'sql'])[1 + n % 3],
            (array['build', 'read', 'apply'])[1 + n % 3], n % 500 = 0
     from generate_series(1, $2::integer) as n`,
    [account, half],
  );
  await pool.query(
    `insert into session_month (account, month, unit, kind, minutes, first_date)
     select account, date_trunc('month', date)::date, unit, kind, sum(minutes), min(date)
     from session
     where not done
     group by account, date_trunc('month', date)::date, unit, kind`,
  );
  await pool.query(
    `insert into log_entry (account, date, title, body)
     select $1, date '2026-11-20' - (n % 1500), 'Entry ' || n || ' about a race in the invoices',
            jsonb_build_object(
              'broke', repeat('Two requests at once made two invoices. ', 6), 'why', 'word' || n % 977,
              'fixed', 'A unique index.', 'tags', json_build_array('race'), 'skills', json_build_array('transactions'),
              'evidence', '[]'::json, 'draft', n % 2000 = 0
            )
     from generate_series(1, $2::integer) as n`,
    [account, half],
  );
  await pool.query(
    `insert into evidence (
       account, hash, began_at, project, subject, title, contract, judge, seed, scope, duration_ms, commit, dirty, tree,
       language, passed, failed, unclear, not_applicable, guided, body
     )
     select $1, encode(sha256(convert_to('document ' || n, 'UTF8')), 'hex'),
            timestamptz '2026-11-20 08:00:00Z' - n * interval '17 minutes', (array['crud', 'task-tracker'])[1 + n % 2],
            (array['crud', 'task-tracker'])[1 + n % 2], 'An API', '1.0.0', '0.1.0', n::text, 'full', 41000, null, false,
            null, 'go', 58, 2, 0, 0, 0, $3::json
     from generate_series(1, $2::integer) as n`,
    [account, documents, JSON.stringify({ format: "seaworthy-evidence/1", verdicts: manyVerdicts })],
  );
  await pool.query(
    `insert into subject (account, name, project, title, documents, began_at, hash, contract)
     select account, subject, project, title, count(*), max(began_at), max(hash), '1.0.0'
     from evidence
     group by account, subject, project, title`,
  );
  await pool.query(
    `insert into proof (account, subject, check_id, moment, began_at, hash, contract, judge, guided, detail)
     select subject.account, subject.name, 'check-' || n, moment, subject.began_at, subject.hash, '1.0.0', '0.1.0', false,
            case when moment = 'last-failed' then '{"headline": "It broke."}'::json else '{"requests": "412"}' end
     from subject, generate_series(1, 60) as n, unnest(array['first-passed', 'last-passed', 'last-failed']) as moment`,
  );
  await pool.query(
    `insert into run (account, state, subject, name, project, scope, seed, began_at, ended_at, report)
     select $1, 'ended', '{"kind": "demonstration", "mended": true}', 'demonstration', 'crud', 'full', n::text, now(), now(),
            null
     from generate_series(1, $2::integer) as n`,
    [account, runs],
  );
  await pool.query("analyze");
}

const manyVerdicts = Array.from({ length: 60 }, (_, n) => ({ check: `check-${n + 1}`, verdict: "passed" }));
