// PostgreSQL: the pool, the table, and what is an outage.
import pg from "pg";

// Dates stay the text that they are: a Date would have a time and a zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export class DatabaseAway extends Error {}

export function openDatabase(connectionString, log) {
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 3000, query_timeout: 4000 });
  pool.on("error", (error) => log("warn", "lost an idle connection", { error: error.message }));

  async function sql(text, values = []) {
    try {
      return (await pool.query(text, values)).rows;
    } catch (error) {
      // What has no SQLSTATE never came from the server: refused, reset, too late.
      const state = /^[0-9A-Z]{5}$/.test(error.code ?? "") ? error.code : "08000";
      if (/^(08|53|57)/.test(state)) throw new DatabaseAway(error.message, { cause: error });
      throw error;
    }
  }

  // One string is one transaction; the lock keeps two copies that start together from tripping over each other.
  const makeTables = () =>
    pool.query(`
      select pg_advisory_xact_lock(52001);
      create table if not exists hive (
        id int primary key generated always as identity,
        name text not null,
        frames int not null,
        settled_on date,
        created_at timestamptz not null default clock_timestamp()
      );
    `);

  return { sql, makeTables, close: () => pool.end() };
}
