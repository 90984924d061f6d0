/**
 * A failover that ended at a standby: all connections are cut, and new ones reach a database that can be read and refuses every
 * write with 25006 (read_only_sql_transaction). When it ends they are cut again, as the primary is another server.
 */
import type { WireFault } from "../wire.ts";

const set = (change: string) =>
  `do $body$ begin execute format('alter database %I ${change}', current_database()); end $body$`;

export const readOnly: WireFault<{ kind: "read-only" }> = {
  async begin(wire) {
    await wire.query(set("set default_transaction_read_only = on"));
    wire.cut();
  },
  async end(wire) {
    await wire.query(set("reset default_transaction_read_only"));
    wire.cut();
  },
};
