/**
 * Where a text that only one request sent has got to: every table of the program that has it somewhere in a row.
 */
import type { Database } from "../scenario.ts";

/** An alias, not an interface: a fact of a recording is JSON, which only an alias is assignable to. */
export type MarkedTable = {
  /** With its schema, quoted where that is needed. */
  table: string;
  rows: number;
};

export async function tablesWith(database: Database, mark: string): Promise<MarkedTable[]> {
  const tables = await database.query(
    `select format('%I.%I', schemaname, tablename) as name
     from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: MarkedTable[] = [];
  for (const { name } of tables) {
    const sql = `select count(*)::int as rows from ${name} as t where t::text like $1`;
    const rows = Number((await database.query(sql, [`%${mark}%`]))[0]?.rows ?? 0);
    if (rows > 0) found.push({ table: String(name), rows });
  }
  return found;
}
