/**
 * A stamp of everything that a plan is made from: another text whenever something of it is another.
 */
import type pg from "pg";

/** Costs the same after ten runs and after a hundred thousand: of evidence it reads one row a program. */
export async function readPlanStamp(pool: pg.Pool, account: string): Promise<string> {
  const { rows } = await pool.query<{ stamp: string }>(
    `select json_build_array(
       (select string_agg(kind || version, ' ' order by kind) from document where account = $1),
       -- Each document that is taken in counts one further.
       (select coalesce(sum(documents), 0) from subject where account = $1),
       (select count(*) || '/' || coalesce(max(turn), 0) from advert where account = $1),
       -- Ids rise with time. What is taken out lowers a sum or a count; of years of sessions none is read.
       (select id from session where account = $1 order by id desc limit 1),
       (select sum(minutes) from session_month where account = $1),
       (select count(*) from session where account = $1 and done),
       (select count(*) from conversation where account = $1),
       (select id from conversation where account = $1 order by id desc limit 1),
       (select count(*) from application where account = $1),
       (select id from application where account = $1 order by id desc limit 1)
     )::text as stamp`,
    [account],
  );
  return rows[0]?.stamp ?? "";
}
