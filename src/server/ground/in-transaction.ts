/**
 * Several statements as one: all of them are kept, or none.
 */
import type pg from "pg";
import { transactionOfRequest } from "./request-database.ts";

export async function inTransaction<T>(pool: pg.Pool, act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const outer = transactionOfRequest.getStore();
  if (outer) return withinTransaction(outer, act);
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query("begin");
    const result = await act(client);
    await client.query("commit");
    return result;
  } catch (error) {
    failure = await rollBack(client, error);
    throw error;
  } finally {
    // With an error the pool throws the connection away: one that could not roll back is no use to anybody.
    client.release(failure);
  }
}

/** Undefined when the connection is as good as new. Nothing is asked of one on which an answer never came. */
export async function rollBack(client: pg.PoolClient, why: unknown): Promise<Error | undefined> {
  if (why instanceof Error && why.message === "Query read timeout") return why;
  return client.query("rollback").then(
    () => undefined,
    (worse: Error) => worse,
  );
}

/** The request has a transaction already: a part of it, which can fail without the rest. */
async function withinTransaction<T>(client: pg.PoolClient, act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  await client.query("savepoint part");
  try {
    const result = await act(client);
    await client.query("release savepoint part");
    return result;
  } catch (error) {
    await client.query("rollback to savepoint part").catch(() => {});
    throw error;
  }
}
