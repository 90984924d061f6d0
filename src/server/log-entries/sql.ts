/**
 * The learning log in the database.
 */
import type pg from "pg";
import type {
  LogEntryChange,
  LogEntryInput,
  LogEntryPage,
  LogEntryQuery,
  StoredLogEntry,
} from "../../contract/api/log-entry.ts";
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
  { limit, cursor, q, draft }: LogEntryQuery,
): Promise<LogEntryPage> {
  const place = placeOf(cursor);
  const words = searchOf(q);
  // What is not asked for is left out of the statement, so that each way to ask has a plan and an index of its own.
  const { rows } = await pool.query<Row>(
    `select ${columns}
     from log_entry
     where account = $1
       and ($2::date is null or (date, id) < ($2::date, $3::uuid))
       ${words === undefined ? "and $5::text is null" : "and words @@ to_tsquery('simple', $5)"}
       ${draft === undefined ? "" : draft === "true" ? "and draft" : "and not draft"}
     order by log_entry.date desc, id desc
     limit $4`,
    // One row more than asked for tells whether there is a next page.
    [account, place?.key ?? null, place?.id ?? null, limit + 1, words ?? null],
  );
  const items = rows.slice(0, limit).map(entryOf);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? cursorOf(last.date, last.id) : null,
    drafts: await countDrafts(pool, account),
  };
}

/** Every word, or a word that begins so: people type half of one. Nothing of it is syntax. */
function searchOf(q: string | undefined): string | undefined {
  const words = q?.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return words?.map((word) => `${word}:*`).join(" & ");
}

/** Entries that were drafted by the program and not yet touched. */
export async function countDrafts(pool: pg.Pool, account: string): Promise<number> {
  const { rows } = await pool.query<{ drafts: number }>(
    `select count(*)::integer as drafts
     from log_entry
     where account = $1
       and draft`,
    [account],
  );
  return rows[0]?.drafts ?? 0;
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
