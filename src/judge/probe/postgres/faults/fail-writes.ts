/**
 * Transactions that lose against others: of the writes that come next, some fail with this SQLSTATE (40001 serialization_failure,
 * 40P01 deadlock_detected), as the database itself would let them: the transaction is aborted, the connection stays open.
 *
 * By triggers in the database and not on the wire, so that it is the real thing for every driver and protocol, with all
 * that the server does about it. The count is a sequence, which no rollback takes back.
 */
import type { WireFault } from "../wire.ts";

export const failWrites: WireFault<{
  kind: "fail-writes";
  sqlState: string;
  message: string;
  skip: number;
  times: number;
}> = {
  async begin(wire, { sqlState, message, skip, times }) {
    const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
    await wire.query(`
      create schema seaworthy_fault;
      create sequence seaworthy_fault.writes;
      create function seaworthy_fault.count_write() returns trigger language plpgsql as $body$
      declare
        nth bigint := nextval('seaworthy_fault.writes');
      begin
        if nth > ${skip} and nth <= ${skip + times} then
          raise exception using errcode = ${text(sqlState)}, message = ${text(message)};
        end if;
        return null;
      end $body$;
      do $body$
      declare
        name text;
      begin
        for name in
          select format('%I.%I', schemaname, tablename)
          from pg_tables
          where schemaname not in ('pg_catalog', 'information_schema')
        loop
          execute 'create trigger seaworthy_fault before insert or update or delete on ' || name
            || ' for each statement execute function seaworthy_fault.count_write()';
        end loop;
      end $body$`);
  },
  async end(wire) {
    // The triggers go with their function.
    await wire.query("set local client_min_messages = warning; drop schema seaworthy_fault cascade");
  },
};
