import type pg from "pg";

/** Entries of the log that were drafted by the program and not yet touched. */
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
