/**
 * Ends a PostgreSQL server, or an initdb with the servers that it runs, so that the shared memory is given back.
 *
 * Each server holds a System V segment of 56 bytes, which outlives a SIGKILL, and a machine has 4,096 of them. So: SIGQUIT
 * first. It is a server's immediate shutdown; and it tells initdb to end after the step that it is at. Only initdb
 * itself gets it: its children would die of it without clearing up.
 */
import { findProcesses, killProcesses, sendSignal } from "./process-tree.ts";

/** Immediate shutdown takes some 50 ms, the longest step of initdb 0.4 s; a machine may be very busy. */
const graceMs = 15_000;

/** `leader` was started as the leader of a group and session of its own. */
export async function endPostgres(leader: number): Promise<void> {
  // Even when the leader has ended already: what it ran is then on its way out.
  const left = () => findProcesses({ root: leader });
  if (left().length === 0) return;
  sendSignal(leader, "SIGQUIT");
  const until = performance.now() + graceMs;
  for (let waitMs = 2; left().length > 0 && performance.now() < until; waitMs = Math.min(waitMs * 2, 50)) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  await killProcesses(() => ({ root: leader }), 5_000);
}
