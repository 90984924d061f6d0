/**
 * A statement that a program sent, carried out once more with its own values, and explained. Whatever it changes is
 * taken back.
 */
import type { Statement } from "../../../contract/recording.ts";
import type { Database } from "../../scenario.ts";
import { type Plan, readPlan } from "../../sql/read-plan.ts";
import { literal } from "./read-tables.ts";

/** Replaces an id in text and values: to explain a delete after its row is gone. */
export interface Swap {
  id: string;
  instead: string;
}

/** Undefined when it cannot be carried out again: it was cut, holds several statements, or needs what is not there any more. */
export async function explainStatement(
  database: Pick<Database, "query">,
  statement: Pick<Statement, "text" | "parameters">,
  swap?: Swap,
): Promise<Plan | undefined> {
  const name = "seaworthy_explained";
  const text = swap ? swapped(statement.text, swap) : statement.text;
  await database.query("begin");
  try {
    // What takes a program seconds may take longer to be explained: each row is timed.
    await database.query("set local statement_timeout = '30s'");
    await database.query(`prepare ${name} as ${text.trim().replace(/;\s*$/, "")}`);
    const [prepared] = await database.query(
      `select parameter_types::text[] as types from pg_prepared_statements where name = '${name}'`,
    );
    const types = (prepared?.types ?? []) as string[];
    const given = statement.parameters ?? [];
    const values = types.map((type, i) => valueFor(type, given[i] ?? null, swap));
    if (values.some((value) => value === undefined)) return undefined;
    // As an unnamed statement is planned: for these values.
    await database.query("set local plan_cache_mode = force_custom_plan");
    const list = values.length > 0 ? `(${values.join(", ")})` : "";
    const [row] = await database.query(`explain (analyze, buffers, format json) execute ${name}${list}`);
    return readPlan(row?.["QUERY PLAN"]);
  } catch {
    return undefined;
  } finally {
    await database.query("rollback");
    await database.query(`deallocate all`).catch(() => {});
  }
}

function valueFor(type: string, value: string | null, swap: Swap | undefined): string | undefined {
  if (value === null) return "null";
  const decoded =
    value.startsWith("\\x") && type !== "bytea" ? fromBinary(type, Buffer.from(value.slice(2), "hex")) : value;
  if (decoded === undefined || value.endsWith("…")) return undefined;
  return literal(swap && decoded === swap.id ? swap.instead : decoded);
}

function swapped(text: string, { id, instead }: Swap): string {
  return id === ""
    ? text
    : text.replaceAll(new RegExp(`(?<![\\w-])${id.replace(/[^\w-]/g, "\\$&")}(?![\\w-])`, "g"), instead);
}

const dayMs = 86_400_000;
const epochOfPostgresMs = Date.UTC(2000, 0, 1);

/** PostgreSQL's binary forms of what ids, times and limits are sent as; undefined for others. */
function fromBinary(type: string, bytes: Buffer): string | undefined {
  switch (type) {
    case "smallint":
      return bytes.length === 2 ? String(bytes.readInt16BE()) : undefined;
    case "integer":
      return bytes.length === 4 ? String(bytes.readInt32BE()) : undefined;
    case "bigint":
      return bytes.length === 8 ? String(bytes.readBigInt64BE()) : undefined;
    case "double precision":
      return bytes.length === 8 ? String(bytes.readDoubleBE()) : undefined;
    case "boolean":
      return bytes[0] === 1 ? "true" : "false";
    case "text":
    case "character varying":
    case "json":
      return bytes.toString("utf8");
    case "uuid":
      return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    case "date":
      return bytes.length === 4
        ? new Date(epochOfPostgresMs + bytes.readInt32BE() * dayMs).toISOString().slice(0, 10)
        : undefined;
    case "timestamp with time zone":
    case "timestamp without time zone": {
      if (bytes.length !== 8) return undefined;
      const micros = bytes.readBigInt64BE() + BigInt(epochOfPostgresMs) * 1000n;
      const seconds = new Date(Number(micros / 1000n)).toISOString().slice(0, 19);
      return `${seconds}.${String(((micros % 1_000_000n) + 1_000_000n) % 1_000_000n).padStart(6, "0")}Z`;
    }
    default:
      return undefined;
  }
}
