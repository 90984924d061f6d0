/** The pool, with a limit on everything: a silent database never answers, so only our own clock can end the wait. */
import pg from "pg";
import { log } from "./log.ts";

// A calendar date has no time zone. The driver would make a Date of it, at midnight where the server stands.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
// Identity columns count far below 2^53, where a JavaScript number stops being exact.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 4000,
    statement_timeout: 4000,
    query_timeout: 4000,
  });
  // Without a listener an idle connection that breaks would end the whole program.
  pool.on("error", (error) => log.error("idle database connection lost", error));
  return pool;
}

/** Whether it is the database that is away, rather than our statement that is wrong. */
export function isOutage(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const isSqlState = /^[0-9A-Z]{5}$/.test(code);
  // 08 connection exception, 53 insufficient resources, 57 operator intervention (shutdown, cancelled, cannot connect now)
  return !isSqlState || /^(08|53|57)/.test(code);
}
