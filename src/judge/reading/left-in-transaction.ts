/** Connections that are still in a transaction when nothing is under way any more. Pure. */
import type { Entry, Statement } from "../../contract/recording.ts";

/**
 * The last statement of each open connection that has not ended its transaction. What the database still says to a connection that the
 * program has closed comes after its end, and leaves nothing open.
 */
export function leftInTransaction(entries: Iterable<Entry>): Statement[] {
  const last = new Map<number, Statement>();
  const closed = new Set<number>();
  for (const entry of entries) {
    if (entry.kind === "statement" && entry.transaction) last.set(entry.connection, entry);
    if (entry.kind === "connection" && entry.event === "closed") closed.add(entry.connection);
  }
  return [...last.values()].filter(({ connection, transaction }) => transaction !== "idle" && !closed.has(connection));
}
