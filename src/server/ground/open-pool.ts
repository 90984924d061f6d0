/**
 * Connections to the database, few and each with its limits: nothing waits for ever, and who waits too long is told 503.
 */
import pg from "pg";

export function openPool(config: pg.PoolConfig, failed: (error: Error) => void = () => {}): pg.Pool {
  const pool = new pg.Pool({
    // PostgreSQL does its work on few cores; more connections only queue there instead of here.
    max: 10,
    // Then 503: a page that waits longer is reloaded by its reader, which helps nobody. A request that waits for a connection
    // and then for its answer is told so within ten seconds all the same.
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 60_000,
    // Every statement of ours takes milliseconds. One that does not has met a lock or a plan gone wrong.
    statement_timeout: 5_000,
    // For an answer that never comes, from a database that is there and says nothing.
    query_timeout: 6_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: "seaworthy",
    ...config,
  });
  // An idle connection was cut. The pool replaces it; without a listener it would end the process.
  pool.on("error", failed);
  return pool;
}
