/**
 * What a database is made of, one line for each part: for comparing it before and after. Rows are no part of it.
 */
import type { Database } from "../scenario.ts";

/** More than any schema that a person wrote by hand; a longer one is compared as far as this. */
const mostLines = 5_000;

export async function schemaLines(database: Pick<Database, "query">): Promise<string[]> {
  const rows = await database.query(`select line from (${linesSql}) as lines order by line limit ${mostLines}`);
  return rows.map(({ line }) => String(line));
}

export interface SchemaDifference {
  /** What is there now and was not, and the other way round; the first of each. */
  more: string[];
  less: string[];
}

/** As many as a report can show. */
const mostShown = 10;

export function compareSchemas(
  before: readonly string[],
  after: readonly string[],
  most = mostShown,
): SchemaDifference {
  const without = (lines: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    return lines.filter((line) => !known.has(line)).slice(0, most);
  };
  return { more: without(after, before), less: without(before, after) };
}

const own = (schema: string) => `${schema} not in ('information_schema', 'seaworthy_fault') and ${schema} !~ '^pg_'`;

/** Of views and functions their text, of everything else what the catalogue says in the words of PostgreSQL itself. */
const linesSql = `
select format('table %s: %s %s%s%s', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then ' not null' else '' end,
    coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relkind in ('r', 'p') and ${own("n.nspname")}
union all
select pg_get_indexdef(i.indexrelid)
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_namespace n on n.oid = c.relnamespace
  where ${own("n.nspname")}
union all
select format('table %s: constraint %s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
  from pg_constraint k
  join pg_namespace n on n.oid = k.connamespace
  where k.conrelid <> 0 and k.contype <> 'n' and ${own("n.nspname")}
union all
select pg_get_triggerdef(t.oid) from pg_trigger t where not t.tgisinternal
union all
select format('view %s.%s: %s', schemaname, viewname, definition) from pg_views where ${own("schemaname")}
union all
select format('sequence %s.%s', schemaname, sequencename) from pg_sequences where ${own("schemaname")}
union all
select format('type %s: %s', t.oid::regtype, coalesce(
    (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), ''))
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  where t.typtype in ('e', 'd') and ${own("n.nspname")}
union all
select format('function %s: %s', p.oid::regprocedure, md5(p.prosrc))
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where ${own("n.nspname")}
    and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')`;
