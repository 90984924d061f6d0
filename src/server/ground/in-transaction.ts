/**
 * Several statements as one: all of them are kept, or none. Within a request that has a transaction of its own (see
 * idempotency.ts) they are a part of that one.
 */
import type pg from "pg";
import { transactionOfRequest } from "./request-database.ts";

export async function inTransaction<T>(pool: pg.Pool, act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const open = transactionOfRequest.getStore();
  if (open) return inPart(open, act);
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query("begin");
    const result = await act(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((worse: Error) => {
      failure = worse;
    });
    throw error;
  } finally {
    // With an error the pool throws the connection away: one that could not roll back is no use to anybody.
    client.release(failure);
  }
}

async function inPart<T>(client: pg.PoolClient, act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  await client.query("savepoint part");
  try {
    const result = await act(client);
    await client.query("release savepoint part");
    return result;
  } catch (error) {
    await client.query("rollback to savepoint part");
    throw error;
  }
}
