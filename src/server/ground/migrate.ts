/**
 * Brings a database to the state that this version needs: each file of `migrations/` once, in the order of their names.
 *
 * Servers that start at the same moment wait for each other at an advisory lock. A file runs in one transaction with the
 * note that it ran, so that a kill leaves all of it or nothing.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { UserError } from "../../base/errors.ts";

const folder = join(import.meta.dirname, "..", "migrations");

/** Any number that nobody else in this database uses: "seaw" in ASCII. */
const lockId = 0x73656177;

export async function migrate(pool: pg.Pool): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  const client = await pool.connect();
  try {
    // Neither for another server's turn nor for a large table is there the limit that requests have.
    await client.query("set statement_timeout = 0");
    await client.query(patient("select pg_advisory_lock($1)", [lockId]));
    await client.query(
      "create table if not exists migration (name text primary key, ran_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string }>("select name from migration");
    const ran = new Set(rows.map(({ name }) => name));
    const unknown = [...ran].find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new UserError("database-is-newer", `the database was last used by a newer Seaworthy (${unknown})`, {
        fix: "install the newer version again, or give this one a database of its own by DATABASE_URL or --home",
      });
    }
    for (const name of names) {
      if (ran.has(name)) continue;
      const sql = await readFile(join(folder, name), "utf8");
      await client.query("begin");
      await client.query(patient(sql));
      await client.query("insert into migration (name) values ($1)", [name]);
      await client.query("commit");
    }
  } finally {
    // Ends the session and with it the lock and an open transaction, whatever happened.
    client.release(true);
  }
}

/** pg's own limit for an answer; its types do not know that it can be set for one statement. */
function patient(text: string, values?: unknown[]): pg.QueryConfig {
  const query_timeout = 60 * 60_000;
  return { text, ...(values && { values }), query_timeout } as pg.QueryConfig;
}
