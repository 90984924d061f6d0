/**
 * Starts two copies of a program on one empty database so that they really meet there: both are held where they would make
 * their first table, then let go at once. Without it they would meet once in a hundred releases, and a verdict would be luck.
 */
import type { Database, Instance, Stage } from "../scenario.ts";

/** The value of the fact "started together". */
export interface StartedTogether {
  /** Sessions that had got as far as making something, or waited for the other one to do so, when they were let go. */
  met: number;
  ready: boolean[];
}

/** Nobody reaches the database before the second copy is started and the catalogue is held. */
const reachMs = 400;
/** A virtual machine takes a second or two until it connects. */
const longestComingMs = 10_000;
/** Whoever has come waits no longer than this: far below any sensible limit of a statement. */
const longestHeldMs = 1_500;
/** A copy that lost the race may end a moment after it seemed ready. */
const settleMs = 500;

export async function startTogether(stage: Stage): Promise<{ copies: [Instance, Instance]; started: StartedTogether }> {
  const slow = { kind: "latency", ms: reachMs } as const;
  const first = await stage.start({ fault: slow, readyWithinMs: 0 });
  const { database, track } = first;
  const [second] = await Promise.all([stage.start({ database, readyWithinMs: 0 }), holdCatalogue(database)]);
  const copies: [Instance, Instance] = [first, second];
  let met = 0;
  try {
    await database.endFault();
    const began = track.now();
    let since = began;
    while (met < copies.length && copies.some(({ process }) => process.running)) {
      const waiting = await countWaiting(database);
      if (met === 0 && waiting > 0) since = track.now();
      met = Math.max(met, waiting);
      if (track.now() - began > longestComingMs || (met > 0 && track.now() - since > longestHeldMs)) break;
      await stage.wait(20);
    }
  } finally {
    await database.query("rollback");
  }
  await Promise.all(copies.map((copy) => copy.waitUntilReady(30_000)));
  await stage.wait(settleMs);
  const started = { met, ready: copies.map(({ ready, process }) => ready && process.running) };
  track.append({ kind: "fact", at: track.now(), name: "started together", value: { ...started } });
  return { copies, started };
}

/**
 * Whoever makes a table writes a row of pg_class. Reading it goes on, so each may see that the table is not there:
 * https://www.postgresql.org/docs/current/explicit-locking.html
 */
export async function holdCatalogue(database: Database): Promise<void> {
  await database.query("begin");
  // The catalogue belongs to the superuser that we are; the rollback makes us the owner again.
  await database.query("set local role none");
  await database.query("lock table pg_catalog.pg_class in share mode");
}

export async function countWaiting(database: Database): Promise<number> {
  const [row] = await database.query(
    `select count(distinct pid)::int as waiting
     from pg_locks
     where not granted and database = (select oid from pg_database where datname = current_database())`,
  );
  return Number(row?.waiting ?? 0);
}
