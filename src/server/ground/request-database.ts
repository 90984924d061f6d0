/**
 * The database as the routes see it: the pool, or for a request that has a transaction of its own, that transaction.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";

export const transactionOfRequest = new AsyncLocalStorage<pg.PoolClient>();

/** Everything of the pool; only `query` goes where the request's transaction is. */
export function requestDatabase(pool: pg.Pool): pg.Pool {
  return new Proxy(pool, {
    get(target, name) {
      const owner = (name === "query" && transactionOfRequest.getStore()) || target;
      const value = Reflect.get(owner, name, owner);
      return typeof value === "function" ? value.bind(owner) : value;
    },
  });
}
