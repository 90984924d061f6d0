/**
 * A pool that keeps what was asked of it: for looking at how the database answers just that.
 */
import type pg from "pg";

export interface Statement {
  text: string;
  values: unknown[];
}

export function recordedPool(pool: pg.Pool): { pool: pg.Pool; take(): Statement[] } {
  let statements: Statement[] = [];
  const query = (text: string, values: unknown[] = []) => {
    statements.push({ text, values });
    return pool.query(text, values);
  };
  const recorded = new Proxy(pool, { get: (target, name) => (name === "query" ? query : Reflect.get(target, name)) });
  return {
    pool: recorded,
    take: () => {
      const taken = statements;
      statements = [];
      return taken;
    },
  };
}
