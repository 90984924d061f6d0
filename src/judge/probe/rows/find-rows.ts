/**
 * Which rows of which tables belong to the things that were made through the API: found by their ids and by the values
 * that were sent, so nothing has to be known of how a program names its tables.
 */
import type { Json } from "../../../contract/json.ts";
import { CannotGoOn, type Database } from "../../scenario.ts";
import { quoted, type Table } from "./read-tables.ts";

/** Something that was made through the API: a thing of a resource, or a person. */
export interface KnownThing {
  id: string;
  /** What was sent to make it. */
  sent: { [member: string]: Json };
  /** Ids of what it lies below, by kind. */
  above: Record<string, string>;
}

/** All things of one kind. */
export interface Kind {
  name: string;
  things: KnownThing[];
}

export interface KindRows {
  kind: Kind;
  table: Table;
  key: string;
  /** Tables with one row more for each of these things: the membership of who made it, say. */
  beside: { table: Table; column: string }[];
}

/** A program's own tables are small before they grow; a longer one is not made of what was sent. */
const mostRowsRead = 5_000;

export interface Contents {
  table: Table;
  /** As text, in the order of the table's columns. */
  rows: (string | null)[][];
}

export async function readContents(database: Pick<Database, "query">, tables: readonly Table[]): Promise<Contents[]> {
  const contents: Contents[] = [];
  for (const table of tables) {
    const columns = table.columns.map(({ name }) => `${quoted(name)}::text`);
    const sql = `select array[${columns.join(", ")}] as row from ${table.name} limit ${mostRowsRead + 1}`;
    const rows = columns.length > 0 ? await database.query(sql) : [];
    if (rows.length <= mostRowsRead) contents.push({ table, rows: rows.map(({ row }) => row as (string | null)[]) });
  }
  return contents;
}

/** Throws {@link CannotGoOn} when a kind is kept nowhere that can be recognised. */
export function findRows(contents: readonly Contents[], kinds: readonly Kind[]): KindRows[] {
  const homes = kinds.map((kind) => ({ kind, ...homeOf(kind, contents) }));
  const tables = new Set(homes.map(({ table }) => table));
  // A membership is there for a place and for a person: it is made with what comes last, when all others exist.
  const taken = new Set(tables);
  const found = homes.toReversed().map(({ kind, table, key }) => {
    const beside = contents.flatMap((other) => (taken.has(other.table) ? [] : besides(other, { kind, table, key })));
    for (const { table: other } of beside) taken.add(other);
    return { kind, table, key, beside };
  });
  return found.reverse();
}

function homeOf(kind: Kind, contents: readonly Contents[]): { table: Table; key: string } {
  let best: { table: Table; key: string; score: number } | undefined;
  for (const { table, rows } of contents) {
    for (const [i, column] of table.columns.entries()) {
      if (!table.unique.some((columns) => columns.length === 1 && columns[0] === column.name)) continue;
      const byKey = new Map(rows.map((row) => [row[i], row]));
      if (!kind.things.every(({ id }) => byKey.has(id))) continue;
      // Numbers from 1 on are ids in many tables: what was sent must be found in the row.
      const score = kind.things.reduce((sum, { id, sent }) => sum + likeness(byKey.get(id) ?? [], sent), 0);
      if (!best || score > best.score) best = { table, key: column.name, score };
    }
  }
  if (!best || best.score === 0) {
    throw new CannotGoOn(
      `no table was found that has each ${kind.name} as a row with its id, so no rows like them could be added`,
    );
  }
  return best;
}

function likeness(row: readonly (string | null)[], sent: KnownThing["sent"]): number {
  const cells = new Set(row);
  return Object.values(sent).filter(
    (value) => (typeof value === "string" || typeof value === "number") && cells.has(String(value)),
  ).length;
}

function besides({ table, rows }: Contents, home: { kind: Kind; table: Table; key: string }): KindRows["beside"] {
  const { things } = home.kind;
  if (rows.length < things.length) return [];
  for (const [i, { name }] of table.columns.entries()) {
    const declared = table.references.filter(({ columns }) => columns.includes(name));
    const isDeclared = declared.some(({ table: target }) => target === home.table.name);
    if (!isDeclared && (declared.length > 0 || !/id$/i.test(name))) continue;
    const ids = rows.map((row) => row[i]);
    // Numbers are ids in many tables: one that nothing is declared of has to hold no others.
    if (!isDeclared && !ids.every((value) => things.some(({ id }) => id === value))) continue;
    const isOneEach = things.every(({ id }) => ids.filter((value) => value === id).length === 1);
    if (isOneEach) return [{ table, column: name }];
  }
  return [];
}
