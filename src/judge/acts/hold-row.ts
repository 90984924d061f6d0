/**
 * Makes changes of one thing wait inside the database, and nothing else: by a lock of its row, as an import, a report or a
 * forgotten transaction of somebody else holds one. Readers do not wait for it, nor do references to the row.
 *
 * https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS
 */
import { CannotGoOn, type Database } from "../scenario.ts";

export interface HeldRow {
  /** Statements that wait for a row, whoever's. */
  waiting(): Promise<number>;
  release(): Promise<void>;
}

/** `marks`: text that stands in no other row. The rows of every table that has any of it are held. */
export async function holdRow(database: Database, marks: readonly string[]): Promise<HeldRow> {
  const tables = await database.query(
    `select format('%I.%I', schemaname, tablename) as name
     from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  let held = 0;
  await database.query("begin");
  try {
    for (const { name } of tables) {
      // "no key": what refers to the row goes on.
      const rows = await database.query(
        `select 1 from ${name} as t 
         where exists (select from unnest($1::text[]) as mark where position(mark in to_jsonb(t)::text) > 0)
         for no key update nowait`,
        [marks],
      );
      held += rows.length;
    }
  } catch (error) {
    await database.query("rollback");
    throw new CannotGoOn(`a row of the program could not be locked: ${(error as Error).message}`);
  }
  if (held === 0) {
    await database.query("rollback");
    throw new CannotGoOn("what was sent is found in no row of the database");
  }
  return {
    waiting: async () => {
      const [row] = await database.query(
        "select count(distinct pid)::int as count from pg_locks where not granted and locktype in ('transactionid', 'tuple')",
      );
      return Number(row?.count);
    },
    release: async () => void (await database.query("rollback")),
  };
}
