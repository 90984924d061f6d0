/**
 * Job adverts in the database. What is kept is the text; see src/contract/advert.ts.
 */
import type pg from "pg";
import { readAdvert } from "../../career/adverts/read-advert.ts";
import type { KeptAdvert } from "../../contract/advert.ts";
import type { AdvertSummary } from "../../contract/api/advert.ts";
import type { Page } from "../../contract/api/paging.ts";
import { cursorOf, placeOf } from "../ground/cursor.ts";

interface Row {
  id: string;
  title: string;
  added_on: string;
  source: string | null;
  name: string | null;
  characters: number;
}

const columns = `id, title, to_char(added_on, 'YYYY-MM-DD') as added_on, source, name, length(text) as characters`;

/** In the order in which they were added. */
export async function readAdvertTexts(pool: pg.Pool, account: string): Promise<KeptAdvert[]> {
  const { rows } = await pool.query<Row & { text: string }>(
    `select ${columns}, text
     from advert
     where account = $1
     order by turn`,
    [account],
  );
  return rows.map(keptOf);
}

/** Another one whenever an advert was added or removed. */
export async function readAdvertStamp(pool: pg.Pool, account: string): Promise<string> {
  const { rows } = await pool.query<{ stamp: string }>(
    `select count(*) || ' ' || coalesce(max(turn), 0) as stamp
     from advert
     where account = $1`,
    [account],
  );
  return rows[0]?.stamp ?? "";
}

/** The same advert again is the same row, and keeps the day on which it was found first. */
export async function keepAdvertRow(
  database: Pick<pg.Pool, "query">,
  account: string,
  kept: KeptAdvert,
): Promise<{ id: string; isNew: boolean }> {
  const { id, title, text, addedOn } = readAdvert(kept);
  const { rowCount } = await database.query(
    `insert into advert (account, id, text, title, added_on, source, name)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [
      account,
      id,
      text.toWellFormed(),
      title.slice(0, 300).toWellFormed(),
      addedOn,
      kept.source ?? null,
      kept.name ?? null,
    ],
  );
  return { id, isNew: rowCount === 1 };
}

export async function listAdverts(
  pool: pg.Pool,
  account: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<AdvertSummary>> {
  const place = placeOf(cursor);
  const { rows } = await pool.query<Row>(
    `select ${columns}
     from advert
     where account = $1
       and ($2::date is null or (added_on, id) < ($2::date, $3))
     order by advert.added_on desc, id desc
     limit $4`,
    [account, place?.key ?? null, place?.id ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map(summaryOf);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorOf(last.addedOn, last.id) : null };
}

export async function readAdvertRow(
  pool: pg.Pool,
  account: string,
  id: string,
): Promise<{ summary: AdvertSummary; kept: KeptAdvert } | undefined> {
  const { rows } = await pool.query<Row & { text: string }>(
    `select ${columns}, text
     from advert
     where account = $1
       and id = $2`,
    [account, id],
  );
  return rows[0] && { summary: summaryOf(rows[0]), kept: keptOf(rows[0]) };
}

/** False when there was none. */
export async function removeAdvert(pool: pg.Pool, account: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `delete from advert
     where account = $1
       and id = $2`,
    [account, id],
  );
  return rowCount === 1;
}

function keptOf({ text, added_on, source, name }: Row & { text: string }): KeptAdvert {
  return { text, addedOn: added_on, ...(source !== null && { source }), ...(name !== null && { name }) };
}

function summaryOf({ id, title, added_on, source, name, characters }: Row): AdvertSummary {
  return { id, title, addedOn: added_on, source, name, characters };
}
