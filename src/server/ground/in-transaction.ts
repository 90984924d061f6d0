/**
 * Several statements as one: all of them are kept, or none.
 */
import type pg from "pg";

export async function inTransaction<T>(pool: pg.Pool, act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
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
