/**
 * What each column of a new row is made of, as an SQL expression over `g`, the number of the row, and `s`, a row that the
 * program wrote itself. What need not differ is copied: so any type, and every constraint within a row, is respected.
 * Pure.
 */
import { CannotGoOn } from "../../scenario.ts";
import type { Contents } from "./find-rows.ts";
import { type Column, literal, quoted, type Table } from "./read-tables.ts";

/** Turns the number of a thing, an SQL expression, into its key. */
export type KeyOf = (number: string) => string;

export interface ColumnSource {
  column: Column;
  sql: string;
}

/** How the keys of a kind are made, from those that the program made itself. */
export function keyMaker(kind: string, table: Table, column: Column, values: readonly string[], base: bigint): KeyOf {
  const { type } = column;
  if (isInteger(type)) return (number) => `(${base} + ${number})::${type}`;
  if (type === "uuid") return uuidMaker(kind, values);
  if (isText(type)) return textMaker(kind, values);
  throw new CannotGoOn(
    `the key "${column.name}" of ${table.name} is of a type (${type}) that no new values are known for`,
  );
}

/** Random ones of the same version; those of version 7 begin with their time (RFC 9562 §5.7), and are made in order. */
function uuidMaker(kind: string, values: readonly string[]): KeyOf {
  const version = values[0]?.[14] ?? "4";
  return (number) => {
    const hash = hashOf(kind, number);
    const start =
      version === "7"
        ? `lpad(to_hex((extract(epoch from ${momentOf(number, "1000000")}) * 1000)::bigint), 12, '0')`
        : `left(${hash}, 12)`;
    return `(${start} || '${version}' || substr(${hash}, 14, 3) || 'a' || substr(${hash}, 18))::uuid`;
  };
}

/** As long as the others, with what all of them begin with, of letters that they use. */
function textMaker(kind: string, values: readonly string[]): KeyOf {
  const lengths = values.map((value) => value.length).sort((a, b) => a - b);
  const length = lengths[Math.floor(lengths.length / 2)] ?? 20;
  const prefix = commonPrefix(values.map((value) => value.replace(/[^_:-]*$/, "")));
  const letters = [...new Set(values.flatMap((value) => [...value.slice(prefix.length)]))]
    .filter((letter) => /[a-z0-9]/i.test(letter))
    .sort();
  const rest = Math.max(0, length - prefix.length);
  // 16 letters on 10 places keep a million apart with a chance of collision below 1 in 2; twelve make it 1 in 500.
  if (rest < 12 || letters.length < 16) {
    return (number) => `(${literal(prefix)} || lpad((${number})::text, ${Math.max(rest, 7)}, '0'))`;
  }
  const alphabet = letters.slice(0, 16).join("");
  return (number) =>
    `(${literal(prefix)} || left(translate(repeat(${hashOf(kind, number)}, 3), '0123456789abcdef', '${alphabet}'), ${rest}))`;
}

export interface RowShape {
  /** The table of the rows, and what is known of it. */
  contents: Contents;
  /** Rows of the program's own that new ones are made like, as text. */
  samples: readonly (string | null)[][];
  /** By column: the key or reference that is made anew for each row. */
  given: ReadonlyMap<string, string>;
  /** Rows that will be made in all. */
  total: number;
  /** Makes values of this table differ from those of others. */
  salt: string;
  bases: ReadonlyMap<string, bigint>;
}

export function columnSources({ contents, samples, given, total, salt, bases }: RowShape): ColumnSource[] {
  const { table } = contents;
  const fresh = freshColumns(table, given);
  return table.columns.flatMap((column, i): ColumnSource[] => {
    if (column.generated === "stored") return [];
    const known = given.get(column.name);
    if (known !== undefined) return [{ column, sql: known }];
    const values = samples.map((row) => row[i] ?? null).filter((value) => value !== null);
    if (fresh.has(column.name)) {
      return [{ column, sql: freshValue(table, column, values, { salt, base: bases.get(column.name) ?? 0n }) }];
    }
    return [{ column, sql: ordinaryValue(column, values, total) }];
  });
}

/** One column of each unique key has to be new in every row; a key that is given new already, or refers to what is new, is enough. */
function freshColumns(table: Table, given: ReadonlyMap<string, string>): Set<string> {
  const fresh = new Set<string>();
  for (const columns of table.unique) {
    const names = columns.filter((name) => name !== undefined);
    if (names.some((name) => given.has(name) || fresh.has(name))) continue;
    // Of an index on an expression, lower(email) say, the column is not named.
    const choice =
      names.find((name) => !table.references.some((reference) => reference.columns.includes(name))) ??
      table.columns.find(({ type, name }) => isText(type) && /mail|login|user_?name|slug|handle/i.test(name))?.name;
    if (choice === undefined) {
      throw new CannotGoOn(`${table.name} has a unique key of which it is not known how to make new values`);
    }
    fresh.add(choice);
  }
  return fresh;
}

function freshValue(
  table: Table,
  column: Column,
  values: readonly string[],
  { salt, base }: { salt: string; base: bigint },
) {
  const { type } = column;
  const name = `s.${quoted(column.name)}`;
  if (isText(type) && values.some((value) => value.includes("@"))) return `('g' || g || '-' || ${name})`;
  if (type === "bytea") return `decode(${hashOf(salt, "g")} || ${hashOf(`${salt}+`, "g")}, 'hex')`;
  return keyMaker(salt, table, column, values, base)("g");
}

function ordinaryValue(column: Column, values: readonly string[], total: number): string {
  const { type } = column;
  const name = `s.${quoted(column.name)}`;
  const moment = momentOf("g", String(total));
  if (/^timestamp/.test(type)) {
    // What lies ahead, an end of validity say, stays ahead.
    const ahead = values.some((value) => Date.parse(value.replace(/([+-]\d\d)$/, "$1:00")) > Date.now() + 60_000);
    return ahead ? name : `case when ${name} is null then null else ${moment}::${type} end`;
  }
  if (type === "date") return `${name} - (${hashed("g", 7)} % 365)::int`;
  if (type === "bigint" && values.length > 0) {
    const scale = values.every((v) => near(Number(v), 1)) ? 1 : values.every((v) => near(Number(v), 1000)) ? 1000 : 0;
    if (scale > 0) return `(extract(epoch from ${moment}) * ${scale})::bigint`;
  }
  const size = /^character varying\((\d+)\)$/.exec(type)?.[1];
  if (
    (type === "text" || size) &&
    values.length > 0 &&
    values.every((value) => value.length >= 12 && / /.test(value))
  ) {
    // Free text keeps its length, so that no limit on it is broken, and ends in a number.
    return `case when length(${name}) >= 12 then left(${name}, length(${name}) - 8) || lpad(g::text, 8, '0') else ${name} end`;
  }
  return name;
}

function near(value: number, scale: number): boolean {
  return Math.abs(value / scale - Date.now() / 1000) < 86_400 * 30;
}

/** Spread over the last year, in the order of the rows. */
function momentOf(number: string, total: string): string {
  return `(now() - interval '365 days' + (${number})::float8 / ${total} * interval '364 days')`;
}

/** A number from 0 that is the same for the same `salt` and row, and otherwise as good as random. */
export function hashed(number: string, salt: number): string {
  return `(hashint8extended((${number})::bigint, ${salt}) & 1073741823)`;
}

function hashOf(kind: string, number: string): string {
  return `md5(${literal(`${kind} `)} || ${number})`;
}

export function isInteger(type: string): boolean {
  return type === "integer" || type === "bigint";
}

function isText(type: string): boolean {
  return type === "text" || type.startsWith("character varying");
}

function commonPrefix(values: readonly string[]): string {
  const [first = "", ...others] = values;
  let length = first.length;
  for (const value of others) while (!value.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
