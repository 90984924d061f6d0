/**
 * `adverts/`: a text file for each advert, whose id follows from its words.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { keepAdvertRow, readAdvertRow, removeAdvert } from "../../../server/adverts/sql.ts";
import type { Home } from "../../home/home-folder.ts";
import { keepAdvert, readKeptAdvert } from "../../home/kept-adverts.ts";
import type { Shelf } from "./shelf.ts";

export function advertShelf({ home, pool, account }: { home: Home; pool: pg.Pool; account: string }): Shelf {
  return {
    async files() {
      const names = await readdir(home.adverts).catch((): string[] => []);
      return names.filter((name) => /^[^.].*\.(txt|md)$/.test(name)).map((name) => `adverts/${name}`);
    },
    async rows() {
      const { rows } = await pool.query<{ id: string; turn: string }>(
        `select id, turn::text
         from advert
         where account = $1`,
        [account],
      );
      return new Map(rows.map(({ id, turn }) => [id, turn]));
    },
    async takeIn(name, rowId) {
      const advert = await readKeptAdvert(join(home.folder, name));
      if (advert === undefined) throw new Error("it was removed meanwhile");
      // Other words are another advert.
      if (rowId !== undefined) await removeAdvert(pool, account, rowId);
      return (await keepAdvertRow(pool, account, advert)).id;
    },
    async putOut(rowId) {
      const row = await readAdvertRow(pool, account, rowId);
      if (row) await keepAdvert(home, rowId, row.kept);
      return `adverts/${row?.kept.addedOn}-${rowId}.txt`;
    },
    drop: (rowId) => removeAdvert(pool, account, rowId),
  };
}
