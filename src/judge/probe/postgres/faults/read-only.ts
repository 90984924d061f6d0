/**
 * A failover that ended at a standby: all connections are cut, and new ones reach a database that can be read and refuses every
 * write with 25006 (read_only_sql_transaction). When it ends they are cut again, as the primary is another server.
 *
 * By `default_transaction_read_only` alone a program that says BEGIN READ WRITE, as some drivers always do, could write on; a standby
 * has no such way round. So the tables refuse, too.
 */
import { letWrites, refuseWrites } from "../refuse-writes.ts";
import type { WireFault } from "../wire.ts";

const set = (change: string) =>
  `do $body$ begin execute format('alter database %I ${change}', current_database()); end $body$`;

export const readOnly: WireFault<{ kind: "read-only" }> = {
  async begin(wire) {
    await wire.query(set("set default_transaction_read_only = on"));
    // First, so that nobody's open transaction keeps the tables from us.
    wire.cut();
    await refuseWrites(wire, {
      body: `begin
          raise exception using errcode = '25006', message = format('cannot execute %s in a read-only transaction', tg_op);
        end`,
    });
  },
  async end(wire) {
    wire.cut();
    await letWrites(wire);
    await wire.query(set("reset default_transaction_read_only"));
    wire.cut();
  },
};
