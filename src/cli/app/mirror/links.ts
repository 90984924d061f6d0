/**
 * Which file tells the same as which row, and how both were when they last agreed.
 */
import type pg from "pg";

export interface Link {
  /** Below the home folder, or absolute. */
  name: string;
  rowId: string;
  fileHash: string;
  rowStamp: string;
}

type Database = Pick<pg.Pool, "query">;

export async function readLinks(database: Database, account: string): Promise<Map<string, Link>> {
  const { rows } = await database.query<Link>(
    `select name, row_id as "rowId", file_hash as "fileHash", row_stamp as "rowStamp"
     from home_file
     where account = $1`,
    [account],
  );
  return new Map(rows.map((link) => [link.name, link]));
}

export async function keepLink(database: Database, account: string, link: Link): Promise<void> {
  await database.query(
    `insert into home_file (account, name, row_id, file_hash, row_stamp)
     values ($1, $2, $3, $4, $5)
     on conflict (account, name) do update
     set row_id = excluded.row_id,
         file_hash = excluded.file_hash,
         row_stamp = excluded.row_stamp`,
    [account, link.name, link.rowId, link.fileHash, link.rowStamp],
  );
}

export async function removeLink(database: Database, account: string, name: string): Promise<void> {
  await database.query(
    `delete from home_file
     where account = $1
       and name = $2`,
    [account, name],
  );
}
