/**
 * Makes statements wait inside the database, for as long as is wanted: whoever waits for our lock is in flight for certain,
 * whatever language, driver or pool it came through. Slowing the wire down would only make it likely.
 *
 * The lock is PostgreSQL's own, held in one transaction of the judge's connection past the proxy:
 * https://www.postgresql.org/docs/current/explicit-locking.html
 */
import { setTimeout as sleep } from "node:timers/promises";
import { CannotGoOn, type Database } from "../scenario.ts";

export interface HeldTables {
  /** Process ids of the backends that wait for one of our locks. */
  waiting(): Promise<number[]>;
  /** Their statements, also those that are only being prepared; PostgreSQL keeps the first 1024 bytes of each. */
  waitingStatements(): Promise<string[]>;
  /** Cancels the statements that wait: each fails with SQLSTATE 57014, its connection stays open. Returns how many. */
  cancelWaiting(): Promise<number>;
  release(): Promise<void>;
}

/** Somebody who sits on a table in an open transaction must not hold us up for long. */
const patienceMs = 3_000;

/** What waits for such a lock. Readers never wait for an exclusive one: so a request gets as far as its first write. */
const lockModes = { everything: "access exclusive", writes: "exclusive" };

/** Undefined when the program has no table here. */
export async function holdTables(
  database: Database,
  held: "everything" | "writes" = "everything",
): Promise<HeldTables | undefined> {
  const tables = await database.query(
    `select format('%I.%I', schemaname, tablename) as name
     from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  if (tables.length === 0) return undefined;
  await lockAll(database, `lock table ${tables.map(({ name }) => name).join(", ")} in ${lockModes[held]} mode nowait`);
  return {
    waiting: async () => (await database.query(waiters)).map(({ pid }) => Number(pid)),
    waitingStatements: async () => {
      await database.query("select pg_stat_clear_snapshot()");
      const rows = await database.query(`select query from pg_stat_activity where pid in (${waiters})`);
      return rows.map(({ query }) => String(query));
    },
    cancelWaiting: async () => (await database.query(`select pg_cancel_backend(pid) from (${waiters}) as w`)).length,
    release: async () => void (await database.query("rollback")),
  };
}

/**
 * All at once or none, never waiting with a part of them: that could end in a deadlock with the program, of which one of
 * us would be the victim (https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS).
 */
async function lockAll(database: Database, lock: string): Promise<void> {
  for (const deadline = performance.now() + patienceMs; ; ) {
    await database.query("begin");
    try {
      await database.query(lock);
      return;
    } catch (error) {
      await database.query("rollback");
      if ((error as { code?: string }).code !== lockNotAvailable || performance.now() > deadline) {
        throw new CannotGoOn(`the program's tables could not be locked for a moment: ${(error as Error).message}`);
      }
    }
    await sleep(20);
  }
}

/** SQLSTATE of a lock that somebody else has. */
const lockNotAvailable = "55P03";

/** pg_locks is read afresh each time; pg_stat_activity would stay as it was when our transaction first looked, until it is cleared. */
const waiters = `
  select distinct pid
  from pg_locks
  where not granted
    and locktype = 'relation'
    and database = (select oid from pg_database where datname = current_database())`;
