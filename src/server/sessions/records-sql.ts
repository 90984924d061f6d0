/**
 * Talks and applications in the database: a day, a kind where there is one, and a note for oneself.
 */
import type pg from "pg";
import type { Page } from "../../contract/api/paging.ts";
import { cursorOf, placeOf } from "../ground/cursor.ts";

/** The two tables are alike; their names stand here, and never come from outside. */
export const recordTables = {
  conversation: { columns: "id, to_char(date, 'YYYY-MM-DD') as date, note", hasKind: false },
  application: { columns: "id, to_char(date, 'YYYY-MM-DD') as date, kind, note", hasKind: true },
} as const;
export type RecordTable = keyof typeof recordTables;

export interface RecordRow {
  id: string;
  date: string;
  kind?: string;
  note: string | null;
}

export async function listRecords<Row extends RecordRow>(
  pool: pg.Pool,
  account: string,
  { table, limit, cursor }: { table: RecordTable; limit: number; cursor?: string | undefined },
): Promise<Page<Row>> {
  const place = placeOf(cursor);
  const { rows } = await pool.query<Row>(
    `select ${recordTables[table].columns}
     from ${table} as record
     where account = $1
       and ($2::date is null or (date, id) < ($2::date, $3::uuid))
     order by record.date desc, id desc
     limit $4`,
    [account, place?.key ?? null, place?.id ?? null, limit + 1],
  );
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorOf(last.date, last.id) : null };
}

export async function readRecord<Row extends RecordRow>(
  pool: pg.Pool,
  account: string,
  { table, id }: { table: RecordTable; id: string },
): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>(
    `select ${recordTables[table].columns}
     from ${table}
     where account = $1
       and id = $2`,
    [account, id],
  );
  return rows[0];
}

export async function addRecord<Row extends RecordRow>(
  pool: pg.Pool,
  account: string,
  { table, record }: { table: RecordTable; record: { date: string; kind?: string; note?: string | undefined } },
): Promise<Row> {
  const { columns, hasKind } = recordTables[table];
  const values = [account, record.date, record.note ?? null, ...(hasKind ? [record.kind] : [])];
  const { rows } = await pool.query<Row>(
    `insert into ${table} (account, date, note${hasKind ? ", kind" : ""})
     values ($1, $2, $3${hasKind ? ", $4" : ""})
     returning ${columns}`,
    values,
  );
  return rows[0] as Row;
}

/** False when there was none. */
export async function removeRecord(
  pool: pg.Pool,
  account: string,
  { table, id }: { table: RecordTable; id: string },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `delete from ${table}
     where account = $1
       and id = $2`,
    [account, id],
  );
  return rowCount === 1;
}
