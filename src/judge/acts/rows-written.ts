/**
 * Which rows of the database a request has written: those that were not there before, as they were not.
 */
import type { Json } from "../../contract/json.ts";
import type { Database } from "../scenario.ts";

/** By place: "account.is_admin". */
export type Written = Map<string, Json>;

/** The database of a scenario's own copy is new; more rows than this in one table are none of its doing. */
const mostRows = 1_000;

/** Acts, and tells what the rows that are new or changed hold. Only for a copy of the program that nobody else speaks to. */
export async function writtenBy<T>(database: Database, act: () => Promise<T>): Promise<{ done: T; written: Written }> {
  const before = new Set((await rowsOf(database)).map(({ key }) => key));
  const done = await act();
  const written: Written = new Map();
  for (const { key, table, row } of await rowsOf(database)) {
    if (before.has(key)) continue;
    for (const [column, value] of Object.entries(row)) written.set(`${table}.${column}`, value);
  }
  return { done, written };
}

async function rowsOf(database: Database): Promise<{ key: string; table: string; row: { [column: string]: Json } }[]> {
  const tables = await database.query(
    `select format('%I.%I', schemaname, tablename) as name, tablename as short
     from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const all = [];
  for (const { name, short } of tables) {
    const rows = await database.query(`select to_jsonb(t) as row from ${name} as t limit ${mostRows}`);
    for (const { row } of rows) {
      const cells = row as { [column: string]: Json };
      all.push({ key: `${name} ${JSON.stringify(cells)}`, table: String(short), row: cells });
    }
  }
  return all;
}
