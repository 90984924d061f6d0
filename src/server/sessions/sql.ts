/**
 * Sessions, talks and applications in the database, and all of them as a plan counts them.
 */
import type pg from "pg";
import type { Page } from "../../contract/api/paging.ts";
import type { SessionInput, StoredSession } from "../../contract/api/session.ts";
import type { Progress } from "../../contract/progress.ts";
import { cursorOf, placeOf } from "../ground/cursor.ts";
import { inTransaction } from "../ground/in-transaction.ts";

type Kind = StoredSession["kind"];

/** A plan looks at single days of the last eight weeks; what is older than this it only sums. */
const daysOneByOne = 70;

/**
 * What was done, as a plan needs it: sessions of the last weeks and all that say `done` one by one, older ones summed by
 * month, unit and kind. The plan is the same as with all of them (tested), and years of records cost what months do.
 */
export async function readProgressRows(pool: pg.Pool, account: string, today?: string): Promise<Progress> {
  const [sessions, conversations, applications] = await Promise.all([
    pool.query<{ date: string; minutes: number; unit: string; kind: Kind; done: boolean }>(
      `select to_char(date, 'YYYY-MM-DD') as date, minutes, unit, kind, done
       from (
         select first_date as date, minutes, unit, kind, false as done
         from session_month
         where account = $1
           and month < $2::date
         union all
         select date, minutes, unit, kind, true
         from session
         where account = $1
           and done
           and date < $2::date
         union all
         select date, minutes, unit, kind, done
         from session
         where account = $1
           and date >= $2::date
       ) as all_sessions
       order by all_sessions.date, unit, kind, done, minutes`,
      [account, firstDayOneByOne(today ?? new Date().toISOString().slice(0, 10))],
    ),
    pool.query<{ date: string }>(
      `select to_char(date, 'YYYY-MM-DD') as date
       from conversation
       where account = $1
       order by conversation.date`,
      [account],
    ),
    pool.query<{ date: string; kind: Progress["applications"][number]["kind"] }>(
      `select to_char(date, 'YYYY-MM-DD') as date, kind
       from application
       where account = $1
       order by application.date`,
      [account],
    ),
  ]);
  return { sessions: sessions.rows, conversations: conversations.rows, applications: applications.rows };
}

/** The first of a month, because older months are sums. Worked out here: with a day that it knows, PostgreSQL takes the index. */
function firstDayOneByOne(today: string): string {
  return `${new Date(Date.parse(today) - daysOneByOne * 86_400_000).toISOString().slice(0, 7)}-01`;
}

const columns = "id, to_char(date, 'YYYY-MM-DD') as date, minutes, unit, kind, done, artefact, note";

export async function listSessions(
  pool: pg.Pool,
  account: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<StoredSession>> {
  const place = placeOf(cursor);
  const { rows } = await pool.query<StoredSession>(
    `select ${columns}
     from session
     where account = $1
       and ($2::date is null or (date, id) < ($2::date, $3::uuid))
     order by session.date desc, id desc
     limit $4`,
    [account, place?.key ?? null, place?.id ?? null, limit + 1],
  );
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorOf(last.date, last.id) : null };
}

export async function readSession(pool: pg.Pool, account: string, id: string): Promise<StoredSession | undefined> {
  const { rows } = await pool.query<StoredSession>(
    `select ${columns}
     from session
     where account = $1
       and id = $2`,
    [account, id],
  );
  return rows[0];
}

export function addSession(pool: pg.Pool, account: string, session: SessionInput): Promise<StoredSession> {
  const { date, minutes, unit, kind, done, artefact = null, note = null } = session;
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<StoredSession>(
      `insert into session (account, date, minutes, unit, kind, done, artefact, note)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       returning ${columns}`,
      [account, date, minutes, unit, kind, done, artefact, note],
    );
    if (!done)
      await client.query(
        `insert into session_month as kept (account, month, unit, kind, minutes, first_date)
         values ($1, date_trunc('month', $2::date)::date, $3, $4, $5, $2::date)
         on conflict (account, month, unit, kind) do update
         set minutes = kept.minutes + excluded.minutes,
             first_date = least(kept.first_date, excluded.first_date)`,
        [account, date, unit, kind, minutes],
      );
    return rows[0] as StoredSession;
  });
}

/** False when there was none. */
export function removeSession(pool: pg.Pool, account: string, id: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ date: string; unit: string; kind: string; done: boolean }>(
      `delete from session
       where account = $1
         and id = $2
       returning to_char(date, 'YYYY-MM-DD') as date, unit, kind, done`,
      [account, id],
    );
    const [gone] = rows;
    if (gone && !gone.done) await sumMonthAgain(client, account, gone);
    return gone !== undefined;
  });
}

async function sumMonthAgain(
  client: pg.ClientBase,
  account: string,
  { date, unit, kind }: { date: string; unit: string; kind: string },
): Promise<void> {
  // The month's row first, so that who adds to it at the same moment waits and adds to the new sum.
  const month = [account, date, unit, kind];
  await client.query(
    `select
     from session_month
     where account = $1
       and month = date_trunc('month', $2::date)::date
       and unit = $3
       and kind = $4
     for update`,
    month,
  );
  await client.query(
    `with rest as (
       select sum(minutes) as minutes, min(date) as first_date
       from session
       where account = $1
         and date >= date_trunc('month', $2::date)::date
         and date < (date_trunc('month', $2::date) + interval '1 month')::date
         and unit = $3
         and kind = $4
         and not done
     )
     update session_month
     set minutes = coalesce(rest.minutes, 0),
         first_date = coalesce(rest.first_date, session_month.first_date)
     from rest
     where account = $1
       and month = date_trunc('month', $2::date)::date
       and unit = $3
       and kind = $4`,
    month,
  );
  await client.query(
    `delete from session_month
     where account = $1
       and month = date_trunc('month', $2::date)::date
       and unit = $3
       and kind = $4
       and minutes = 0`,
    month,
  );
}
