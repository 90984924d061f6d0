/**
 * `sessions.jsonl`, `conversations.jsonl`, `applications.jsonl`: each a file of records, and the records of a table.
 */
import type pg from "pg";
import type { ZodType } from "zod";
import { sessionSchema } from "../../../contract/progress.ts";
import { addRecord, removeRecord } from "../../../server/sessions/records-sql.ts";
import { addSession, removeSession } from "../../../server/sessions/sql.ts";
import type { Home } from "../../home/home-folder.ts";
import { keepFile } from "../../home/keep-file.ts";
import { readLines, readText } from "../../home/read-file.ts";
import { applicationLineSchema, conversationLineSchema } from "../../home/read-progress.ts";
import type { Shelf } from "./shelf.ts";

type Record = { [member: string]: unknown };

interface Kind {
  table: "session" | "conversation" | "application";
  path: (home: Home) => string;
  schema: ZodType<Record>;
  add(pool: pg.Pool, account: string, record: never): Promise<unknown>;
  remove(pool: pg.Pool, account: string, id: string): Promise<unknown>;
}

const simple = (table: "conversation" | "application", schema: ZodType<Record>, path: Kind["path"]): Kind => ({
  table,
  schema,
  path,
  add: (pool, account, record) => addRecord(pool, account, { table, record }),
  remove: (pool, account, id) => removeRecord(pool, account, { table, id }),
});

export const lineKinds: readonly Kind[] = [
  {
    table: "session",
    path: ({ sessions }) => sessions,
    schema: sessionSchema,
    add: addSession,
    remove: removeSession,
  },
  simple("conversation", conversationLineSchema, ({ conversations }) => conversations),
  simple("application", applicationLineSchema, ({ applications }) => applications),
];

export function linesShelf(
  { table, path, schema, add, remove }: Kind,
  { home, pool, account }: { home: Home; pool: pg.Pool; account: string },
): Shelf {
  const file = path(home);
  const name = `${table}s.jsonl`;
  return {
    async files() {
      return (await readText(file)) === undefined ? [] : [name];
    },
    async rows() {
      // Ids rise with time: one that was added has the largest, one that was removed is missing in the count.
      const { rows } = await pool.query<{ stamp: string; count: number }>(
        `select count(*)::integer as count, count(*) || ' ' || coalesce(max(id::text), '') as stamp
         from ${table}
         where account = $1`,
        [account],
      );
      const [row] = rows;
      const isThere = row !== undefined && (row.count > 0 || (await readText(file)) !== undefined);
      return new Map(isThere ? [[table, row.stamp]] : []);
    },
    async takeIn() {
      const wanted = Map.groupBy(await readLines(file, schema), plain);
      for (const { id, record } of await readRows(pool, account, { table, schema })) {
        const same = wanted.get(plain(record));
        // What lies in both stays; what is only in the table was taken out of the file.
        if (same && same.length > 0) same.pop();
        else await remove(pool, account, id);
      }
      for (const records of wanted.values()) for (const record of records) await add(pool, account, record as never);
      return table;
    },
    async putOut() {
      const rows = await readRows(pool, account, { table, schema });
      await keepFile(file, rows.map(({ record }) => `${JSON.stringify(record)}\n`).join(""));
      return name;
    },
  };
}

/** Members in one order, so that equal records are equal texts. */
function plain(record: Record): string {
  return JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function readRows(
  pool: pg.Pool,
  account: string,
  { table, schema }: { table: string; schema: ZodType<Record> },
): Promise<{ id: string; record: Record }[]> {
  const { rows } = await pool.query<{ id: string; record: Record }>(
    `select id, jsonb_strip_nulls(to_jsonb(kept) - 'account' - 'id') as record
     from ${table} as kept
     where account = $1
     order by date, id`,
    [account],
  );
  return rows.map(({ id, record }) => ({ id, record: schema.parse(record) }));
}
