/**
 * Has the database itself refuse writes, by a trigger on every table: the real thing for every driver and protocol, with all that the
 * server does about it, and nothing that a program says of its transaction gets round it.
 */
import type { Wire } from "./wire.ts";

/**
 * @param begin statements to run first, in the same transaction; what they make belongs into the schema `seaworthy_fault`.
 * @param body of a statement trigger in PL/pgSQL, that raises or does not.
 */
export async function refuseWrites(wire: Wire, { begin = "", body }: { begin?: string; body: string }): Promise<void> {
  await wire.query(`
    create schema seaworthy_fault;
    ${begin}
    create function seaworthy_fault.on_write() returns trigger language plpgsql as $body$ ${body} $body$;
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
          || ' for each statement execute function seaworthy_fault.on_write()';
      end loop;
    end $body$`);
}

/** The triggers go with their function. */
export async function letWrites(wire: Wire): Promise<void> {
  await wire.query("set local client_min_messages = warning; drop schema seaworthy_fault cascade");
}
