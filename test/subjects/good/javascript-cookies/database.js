// PostgreSQL: the pool, the tables, and what is an outage.
import pg from "pg";

export class DatabaseAway extends Error {}

export function openDatabase(connectionString, log) {
  const pool = new pg.Pool({ connectionString, max: 12, connectionTimeoutMillis: 3500, query_timeout: 4000 });
  pool.on("error", (error) => log("warn", "lost an idle connection", { error: error.message }));

  async function sql(text, values = []) {
    try {
      return (await pool.query(text, values)).rows;
    } catch (error) {
      const state = /^[0-9A-Z]{5}$/.test(error.code ?? "") ? error.code : "08000";
      if (/^(08|53|57)/.test(state)) throw new DatabaseAway(error.message, { cause: error });
      throw error;
    }
  }

  // One string is one transaction; the lock keeps two copies that start together from tripping over each other.
  const makeTables = () =>
    pool.query(`
      select pg_advisory_xact_lock(81001);
      create table if not exists host (
        id uuid primary key default gen_random_uuid(),
        email text not null,
        display_name text not null,
        password text not null
      );
      create unique index if not exists host_email on host (lower(email));
      create table if not exists visit (
        sid_hash bytea primary key,
        host_id uuid not null references host on delete cascade,
        ends_at timestamptz not null default now() + interval '8 hours'
      );
      create table if not exists wrong_password (
        email text not null,
        at timestamptz not null default clock_timestamp()
      );
      create index if not exists wrong_password_email on wrong_password (email, at);
      create table if not exists room (
        id uuid primary key default gen_random_uuid(),
        host_id uuid not null references host on delete cascade,
        name text not null,
        beds int not null,
        created_at timestamptz not null default clock_timestamp()
      );
      create index if not exists room_host on room (host_id, created_at);
      create table if not exists booking (
        id uuid primary key default gen_random_uuid(),
        room_id uuid not null references room on delete cascade,
        guest text not null,
        arrives_on date not null,
        nights int not null
      );
      create index if not exists booking_room on booking (room_id);
    `);

  return { sql, makeTables, close: () => pool.end() };
}
