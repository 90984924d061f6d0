/**
 * Adds rows to a program's tables, straight in the database, until there are as many as are wanted. New rows are made like
 * those that the program wrote itself when things were made through its API.
 *
 * Kinds are filled in the order given, so that what others refer to is there first. One place among the parents (or one
 * person) is large: it gets a share of all things, the others have a few each, and the places that only the API filled
 * stay small among all the rows of the others.
 */
import { CannotGoOn, type Database } from "../../scenario.ts";
import { columnSources, hashed, isInteger, type KeyOf, keyMaker } from "./column-sources.ts";
import { type Contents, findRows, type Kind, readContents } from "./find-rows.ts";
import { literal, quoted, readTables, type Table } from "./read-tables.ts";
import { setAside } from "./set-aside.ts";

export interface SeededKind extends Kind {
  /** How many there are to be when the largest kind has `rows`. */
  count(rows: number): number;
  /** Ids of the large place, by kind; empty when all rows are spread evenly. */
  large: Record<string, string>;
  /** Things that are rare, by their place in `things`: those with a value that few rows have. */
  rare: ReadonlySet<number>;
}

export interface Seeder {
  /** Names of the tables that grow. */
  readonly tables: string[];
  /** Adds what is missing; throws {@link CannotGoOn} when the database does not take it. Gives back how many rows were added. */
  growTo(rows: number): Promise<number>;
}

/** One in five rows belongs to the large place: 200,000 of a million. */
const largeShare = 20;
/** A value that few rows have is in one of so many: fifty of a million, ten in the large place. */
const rareOneIn = 20_000;
/** Half a second each on a quiet machine; a query of ours may take ten. */
const batchRows = 100_000;
/** Below this, taking keys and indexes off costs more than it saves. */
const manyRows = 20_000;
/** Between what the program numbered itself and what we number. */
const gap = 1_000n;

export async function prepareSeeding(
  database: Database,
  kinds: readonly SeededKind[],
  mostRows: number,
): Promise<Seeder> {
  const tables = await readTables(database);
  const contents = await readContents(database, tables);
  const found = findRows(contents, kinds);
  const keys = new Map<string, KeyOf>();
  for (const home of found) {
    const column = columnOf(home.table, home.key);
    const base = isInteger(column.type) ? await baseOf(database, home.table, home.key) : 0n;
    const ids = home.kind.things.map(({ id }) => id);
    keys.set(home.kind.name, keyMaker(home.kind.name, home.table, column, ids, base));
  }
  const fills: Fill[] = [];
  for (const [i, home] of found.entries()) {
    const kind = kinds[i] as SeededKind;
    const add = async (table: Table, column: string) =>
      fills.push(await fillOf({ database, contents, kinds, keys, kind, table, column, mostRows }));
    await add(home.table, home.key);
    for (const { table, column } of home.beside) await add(table, column);
  }
  const names = [...new Set(fills.map(({ table }) => table.name))];
  let reserved = false;
  let grownTo = 0;
  return {
    tables: names,
    async growTo(rows) {
      try {
        if (!reserved) for (const fill of fills) await reserve(database, fill, fill.kind.count(mostRows));
        reserved = true;
        let added = 0;
        for (const fill of fills) added += await addRows(database, fill, grownTo, rows);
        grownTo = rows;
        for (const name of names) await database.query(`vacuum (analyze) ${name}`);
        return added;
      } catch (error) {
        throw new CannotGoOn(`the database did not take the rows that were to be added: ${(error as Error).message}`);
      }
    },
  };
}

interface Fill {
  kind: SeededKind;
  table: Table;
  /** Names the thing that a sample row belongs to. */
  column: string;
  /** Things that have a sample, common ones first. */
  samples: string[];
  common: number;
  /** `rows` is how many the largest kind has at this step: others are referred to as far as they exist. */
  sources(rows: number): { column: { name: string }; sql: string }[];
  bases: ReadonlyMap<string, bigint>;
}

interface FillParts {
  database: Database;
  contents: readonly Contents[];
  kinds: readonly SeededKind[];
  keys: ReadonlyMap<string, KeyOf>;
  kind: SeededKind;
  table: Table;
  column: string;
  mostRows: number;
}

async function fillOf({ database, contents, kinds, keys, kind, table, column, mostRows }: FillParts): Promise<Fill> {
  if (table.partitioned) throw new CannotGoOn(`${table.name} is partitioned, which rows cannot be added to yet`);
  const content = contents.find((candidate) => candidate.table === table) as Contents;
  const place = table.columns.findIndex(({ name }) => name === column);
  const byThing = new Map(content.rows.map((row) => [row[place], row]));
  const ordered = kind.things
    .map((thing, i) => ({ thing, isRare: kind.rare.has(i) }))
    .sort((a, b) => Number(a.isRare) - Number(b.isRare));
  const samples = ordered.map(({ thing }) => byThing.get(thing.id) as (string | null)[]);
  const bases = new Map<string, bigint>();
  for (const { name, type } of table.columns) {
    if (isInteger(type)) bases.set(name, await baseOf(database, table, name));
  }
  const sources = (rows: number) => {
    const given = new Map([[column, (keys.get(kind.name) as KeyOf)("g")]]);
    for (const [i, { name, type }] of table.columns.entries()) {
      if (given.has(name)) continue;
      const target = kinds.find((other) => {
        if (other === kind) return false;
        const ids = ordered.map(({ thing }) => thing.above[other.name]);
        const cells = samples.map((row) => row[i] ?? null);
        return cells.every((cell, n) => cell !== null && cell === ids[n]) && new Set(cells).size > 1;
      });
      if (!target) continue;
      const others = (keys.get(target.name) as KeyOf)(`(1 + ${hashed("g", 11)} % ${target.count(rows)})`);
      const large = kind.large[target.name];
      given.set(
        name,
        large === undefined
          ? others
          : `case when ${hashed("g", 3)} % 100 < ${largeShare} then ${literal(large)}::${type} else ${others} end`,
      );
    }
    const shape = { contents: content, samples, given, total: kind.count(mostRows), salt: table.name, bases };
    return columnSources(shape);
  };
  return {
    ...{ kind, table, column, sources, bases },
    samples: ordered.map(({ thing }) => thing.id),
    common: ordered.filter(({ isRare }) => !isRare).length,
  };
}

async function addRows(database: Database, fill: Fill, from: number, to: number): Promise<number> {
  const { kind, table } = fill;
  const first = (from === 0 ? 0 : kind.count(from)) + 1;
  const last = kind.count(to);
  if (last < first) return 0;
  await database.query("begin");
  try {
    await database.query("set local statement_timeout = '60s'");
    await database.query("savepoint before");
    let putBack = async () => {};
    if (last - first >= manyRows) {
      try {
        await database.query("set local lock_timeout = '2s'");
        putBack = await setAside(database, table.name);
      } catch {
        // Something rests on them that we know nothing of: slower, with everything on.
        await database.query("rollback to savepoint before");
      }
    }
    for (let start = first; start <= last; start += batchRows) {
      await database.query(insertOf(fill, start, Math.min(last, start + batchRows - 1), to));
    }
    await putBack();
    await database.query("commit");
  } catch (error) {
    await database.query("rollback");
    throw error;
  }
  return last - first + 1;
}

function insertOf(
  { table, column, samples, common, sources }: Fill,
  first: number,
  last: number,
  rows: number,
): string {
  const parts = sources(rows);
  const rare = samples.length - common;
  const ordinary = `1 + ${hashed("g", 6)} % ${Math.max(common, 1)}`;
  const pick =
    rare > 0 && common > 0
      ? `case when ${hashed("g", 5)} % ${rareOneIn} = 0 then ${common} + 1 + ${hashed("g", 6)} % ${rare} else ${ordinary} end`
      : `1 + ${hashed("g", 6)} % ${samples.length}`;
  const { type } = columnOf(table, column);
  return `with sample as materialized (
  select t.*, k.seaworthy_number
  from unnest(array[${samples.map(literal).join(", ")}]::text[]) with ordinality k(id, seaworthy_number)
  join ${table.name} t on t.${quoted(column)} = k.id::${type}
)
insert into ${table.name} (${parts.map((part) => quoted(part.column.name)).join(", ")})
overriding system value
select ${parts.map(({ sql }) => sql).join(", ")}
from generate_series(${first}, ${last}) g
join sample s on s.seaworthy_number = ${pick}`;
}

/** What the program numbers from now on lies beyond all that we number. */
async function reserve(database: Database, { table, bases }: Fill, count: number): Promise<void> {
  for (const { name, sequence } of table.columns) {
    const base = bases.get(name);
    if (sequence === undefined || base === undefined) continue;
    await database.query(
      "select setval($1::regclass, greatest($2::bigint, (select last_value from pg_sequences where format('%I.%I', schemaname, sequencename)::regclass = $1::regclass)))",
      [sequence, String(base + BigInt(count) + gap)],
    );
  }
}

async function baseOf(database: Database, table: Table, column: string): Promise<bigint> {
  const [row] = await database.query(`select max(${quoted(column)})::text as most from ${table.name}`);
  return BigInt(String(row?.most ?? 0)) + gap;
}

function columnOf(table: Table, name: string) {
  return table.columns.find((column) => column.name === name) as Table["columns"][number];
}
