/**
 * The tables of a database as its own catalogue has them: columns, keys, indexes. Reads only.
 */
import type { Database } from "../../scenario.ts";

export interface Column {
  name: string;
  /** As format_type writes it: "bigint", "character varying(20)". */
  type: string;
  /** What a domain is made of; otherwise the same as `type`. */
  notNull: boolean;
  /** Is computed by the database, or `generated always`: never given a value without being asked for it. */
  generated: "no" | "stored" | "always";
  /** The sequence that its default takes from. */
  sequence: string | undefined;
}

export interface Table {
  /** Quoted where it has to be, with its schema where that is not on the search path. */
  name: string;
  columns: Column[];
  /** Column names of the primary key and of each unique constraint or index; undefined among them for expressions. */
  unique: (string | undefined)[][];
  references: { columns: string[]; table: string; targets: string[] }[];
  partitioned: boolean;
}

export async function readTables(database: Pick<Database, "query">): Promise<Table[]> {
  const rows = await database.query(tablesSql);
  return rows.map((row) => row.table as Table);
}

const tablesSql = `
select jsonb_build_object(
  'name', c.oid::regclass::text,
  'partitioned', c.relkind = 'p',
  'columns', (
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'name', a.attname,
      'type', format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid), case when t.typbasetype = 0 then a.atttypmod else t.typtypmod end),
      'notNull', a.attnotnull,
      'generated', case when a.attgenerated <> '' then 'stored' when a.attidentity = 'a' then 'always' else 'no' end,
      'sequence', coalesce(
        pg_get_serial_sequence(c.oid::regclass::text, a.attname),
        substring(pg_get_expr(d.adbin, d.adrelid) from 'nextval\\(''(.*)''::regclass\\)'))
    )) order by a.attnum)
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
  'unique', coalesce((
    select jsonb_agg((
      select jsonb_agg(a.attname order by k.place)
      from unnest(i.indkey::int2[]) with ordinality k(attnum, place)
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
      where k.place <= i.indnkeyatts))
    from pg_index i where i.indrelid = c.oid and i.indisunique), '[]'),
  'references', coalesce((
    select jsonb_agg(jsonb_build_object(
      'table', k.confrelid::regclass::text,
      'columns', (select jsonb_agg(a.attname order by p.place) from unnest(k.conkey) with ordinality p(attnum, place)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = p.attnum),
      'targets', (select jsonb_agg(a.attname order by p.place) from unnest(k.confkey) with ordinality p(attnum, place)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = p.attnum)))
    from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'), '[]')
) as "table"
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition
  and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
order by c.oid`;

/** A name as SQL wants it. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Of PostgreSQL's reserved words, those that people do call columns. */
const reserved = new Set(
  "all and any as asc both case check column default desc end for from group having in limit not null offset on only or order primary references select table then to true union unique user using when where".split(
    " ",
  ),
);

export function literal(value: string | null): string {
  if (value === null) return "null";
  const doubled = value.replaceAll("'", "''");
  return value.includes("\\") ? `E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}
