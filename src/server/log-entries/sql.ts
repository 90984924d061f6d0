/**
 * The learning log in the database.
 */
import type pg from "pg";
import type { LogEntryChange, LogEntryInput, StoredLogEntry } from "../../contract/api/log-entry.ts";
import type { Page } from "../../contract/api/paging.ts";
import { cursorOf, placeOf } from "../ground/cursor.ts";

interface Row {
  id: string;
  date: string;
  title: string;
  body: Omit<LogEntryInput, "date" | "title">;
  created_at: Date;
  updated_at: Date;
}

const columns = "id, to_char(date, 'YYYY-MM-DD') as date, title, body, created_at, updated_at";

export async function listLogEntries(
  pool: pg.Pool,
  account: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<StoredLogEntry>> {
  const place = placeOf(cursor);
  // One row more than asked for tells whether there is a next page.
  const { rows } = await pool.query<Row>(
    `select ${columns}
     from log_entry
     where account = $1
       and ($2::date is null or (date, id) < ($2::date, $3::uuid))
     order by log_entry.date desc, id desc
     limit $4`,
    [account, place?.key ?? null, place?.id ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map(entryOf);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorOf(last.date, last.id) : null };
}

export async function readLogEntry(pool: pg.Pool, account: string, id: string): Promise<StoredLogEntry | undefined> {
  const { rows } = await pool.query<Row>(
    `select ${columns}
     from log_entry
     where account = $1
       and id = $2`,
    [account, id],
  );
  return rows[0] && entryOf(rows[0]);
}

export async function addLogEntry(pool: pg.Pool, account: string, entry: LogEntryInput): Promise<StoredLogEntry> {
  const { date, title, ...body } = entry;
  const { rows } = await pool.query<Row>(
    `insert into log_entry (account, date, title, body)
     values ($1, $2, $3, $4)
     returning ${columns}`,
    [account, date, title, JSON.stringify(body)],
  );
  return entryOf(rows[0] as Row);
}

export async function changeLogEntry(
  pool: pg.Pool,
  account: string,
  { id, change }: { id: string; change: LogEntryChange },
): Promise<StoredLogEntry | undefined> {
  const { date, title, ...body } = change;
  // Members that are not sent stay: `||` replaces only those on its right.
  const { rows } = await pool.query<Row>(
    `update log_entry
     set date = coalesce($3::date, date),
         title = coalesce($4, title),
         body = body || $5::jsonb,
         updated_at = now()
     where account = $1
       and id = $2
     returning ${columns}`,
    [account, id, date ?? null, title ?? null, JSON.stringify(body)],
  );
  return rows[0] && entryOf(rows[0]);
}

/** False when there was none. */
export async function removeLogEntry(pool: pg.Pool, account: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `delete from log_entry
     where account = $1
       and id = $2`,
    [account, id],
  );
  return rowCount === 1;
}

function entryOf({ id, date, title, body, created_at, updated_at }: Row): StoredLogEntry {
  const { check, ...rest } = body;
  return {
    id,
    date,
    title,
    ...rest,
    check: check ?? null,
    createdAt: created_at.toISOString(),
    updatedAt: updated_at.toISOString(),
  };
}
