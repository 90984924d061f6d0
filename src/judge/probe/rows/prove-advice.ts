/**
 * Finds what mends a statement that grows with its table, and proves it: an index is made in this very database, the
 * statement explained again, and the index dropped; a rewrite is carried out. What does not help is not spoken of.
 *
 * In the database itself and not in a clone: `create database … template` refuses while the program is connected
 * (PostgreSQL 18, CREATE DATABASE), and a copy of a million rows would take longer than the index. Nobody else uses it.
 */
import type { Statement } from "../../../contract/recording.ts";
import type { Explained } from "../../reading/growth.ts";
import type { Database } from "../../scenario.ts";
import { indexCandidates } from "../../sql/index-candidates.ts";
import { largestScan, type Plan, planLines, rowsReadBy } from "../../sql/read-plan.ts";
import { type StatementShape, statementShape } from "../../sql/read-sql.ts";
import { explainStatement, type Swap } from "./explain-statement.ts";
import { literal, quoted } from "./read-tables.ts";

type Query = Pick<Database, "query">;
type Advice = NonNullable<Explained["advice"]>;

/** An index that saves less is not worth its upkeep on every write, and may be noise. */
const worthwhile = 5;
const mostReferences = 3;

export interface Explanation {
  explained: Explained;
  statement: Statement;
  plan: Plan;
  swap: Swap | undefined;
}

/** Of the statements of one request, that which looks at the most rows; undefined when none can be explained. */
export async function explainRequest(
  database: Query,
  statements: readonly Statement[],
  { rows, swap }: { rows: number; swap: Swap | undefined },
): Promise<Explanation | undefined> {
  let worst: Explanation | undefined;
  const seen = new Set<string>();
  for (const statement of statements) {
    const key = `${statement.text} ${JSON.stringify(statement.parameters ?? [])}`;
    if (seen.has(key) || !isData(statement.text)) continue;
    seen.add(key);
    const plan = await explainStatement(database, statement, swap);
    if (!plan) continue;
    const followed = plan.triggers.reduce((sum, { ms }) => sum + ms, 0);
    // A reference that is followed without an index reads a whole table, but the plan does not say how many rows.
    const isFollowing = followed > plan.executionMs / 2 && followed > scanOfTableMs;
    const rowsRead = Math.max(rowsReadBy(plan), isFollowing ? rows : 0);
    if (worst && rowsRead <= worst.explained.rowsRead) continue;
    const lines = plan.triggers
      .filter(({ ms }) => ms > 1)
      .map((t) => `following ${t.constraint ?? "a trigger"}: ${t.ms.toFixed(1)} ms`);
    const explained = {
      statement: statement.id,
      rowsRead,
      beforeMs: plan.executionMs,
      plan: [...planLines(plan), ...lines],
    };
    worst = { explained, statement, plan, swap };
  }
  return worst;
}

function isData(text: string): boolean {
  return /^\s*(\/\*.*?\*\/\s*)?(select|with|update|delete|insert)\b/is.test(text);
}

/** What a statement with OFFSET takes when it has to pass over so many rows; undefined for other statements. */
export async function explainFarOffset(database: Query, statement: Statement, rows: number): Promise<Explained["far"]> {
  const offset = statementShape(statement.text)?.offset;
  if (offset === undefined) return undefined;
  const number = Number(offset.replace("$", ""));
  const far = offset.startsWith("$")
    ? { ...statement, parameters: (statement.parameters ?? []).with(number - 1, String(rows)) }
    : { ...statement, text: statement.text.replace(new RegExp(`(\\boffset\\s+)${offset}\\b`, "i"), `$1${rows}`) };
  const plan = await explainStatement(database, far);
  return plan && { rows, ms: plan.executionMs };
}

/** Following a reference by an index takes some hundredths of a millisecond. */
const scanOfTableMs = 5;

type Trial = Explanation & { pageRows: number };

/** `pageRows`: as many rows as a page has. */
export async function proveAdvice(database: Query, found: Explanation, pageRows: number): Promise<Advice | undefined> {
  const trial = { ...found, pageRows };
  const before = trial.plan.executionMs;
  const shape = statementShape(trial.statement.text);
  // Every row is asked for, or counted: an index would only make it a little better.
  const rewrite = shape && (await proveRewrite(database, trial, shape));
  // In time and in rows: what was only warmer the second time is no proof.
  const isBetter = ({ afterMs, rowsRead }: Pick<Advice, "afterMs" | "rowsRead">) =>
    afterMs * worthwhile <= before && rowsRead * worthwhile <= trial.explained.rowsRead;
  if (rewrite && isBetter(rewrite)) return rewrite;
  let best: Advice | undefined;
  for (const index of [
    ...(await indexesFor(database, trial.plan)),
    ...(await indexesOfReferences(database, trial.plan)),
  ]) {
    const plan = await withIndex(database, index, () => explainStatement(database, trial.statement, trial.swap));
    if (!plan || !isBetter(measured(plan)) || plan.executionMs >= (best?.afterMs ?? before) * 0.7) continue;
    best = { does: index, kind: "index", afterMs: plan.executionMs, plan: planLines(plan), rowsRead: rowsReadBy(plan) };
  }
  return best;
}

async function indexesFor(database: Query, plan: Plan): Promise<string[]> {
  const scan = largestScan(plan);
  if (!scan?.relation) return [];
  const [known] = await database.query(
    `select c.oid::regclass::text as name, array(
       select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns, array(
       select attname::text from pg_attribute a join pg_type t on t.oid = a.atttypid
       where attrelid = c.oid and attnum > 0 and t.typcategory = 'S') as texts,
       (select array_agg(case when i.indoption[p - 1] & 1 = 1 then pg_get_indexdef(i.indexrelid, p, true) || ' DESC' else pg_get_indexdef(i.indexrelid, p, true) end order by p)
        from pg_index i join pg_class x on x.oid = i.indexrelid, generate_series(1, i.indnkeyatts) p
        where i.indrelid = c.oid and x.relname = $2) as scanned
     from pg_class c where c.relname = $1 and c.relkind in ('r', 'p') order by pg_table_is_visible(c.oid) desc limit 1`,
    [scan.relation, scan.index ?? ""],
  );
  if (!known) return [];
  const columns = known.columns as string[];
  // Read in the order of an index without being sorted: that order is what the statement asked for.
  const order = scan.sortKeys.length > 0 ? scan.sortKeys : ((known.scanned as string[] | null) ?? []);
  const names = [scan.relation, ...(scan.alias ? [scan.alias] : [])].flatMap((name) => [name, quoted(name)]);
  return indexCandidates({ ...scan, sortKeys: order }, { columns, names, texts: known.texts as string[] }).map(
    ({ columns: list, where }) =>
      `create index on ${known.name} (${list.join(", ").replaceAll(" DESC", " desc")})${where ? ` where ${where}` : ""}`,
  );
}

/** For `on delete cascade`, and for the question whether anything still refers to a row. */
async function indexesOfReferences(database: Query, plan: Plan): Promise<string[]> {
  const slow = plan.triggers.filter(({ constraint, ms }) => constraint && ms > 1).sort((a, b) => b.ms - a.ms);
  const indexes: string[] = [];
  for (const { constraint } of slow.slice(0, mostReferences)) {
    const rows = await database.query(
      `select k.conrelid::regclass::text as "table", array(
         select attname::text from unnest(k.conkey) with ordinality c(attnum, place)
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.attnum order by place) as columns
       from pg_constraint k where k.conname = $1 and k.contype = 'f'`,
      [constraint],
    );
    for (const { table, columns } of rows) {
      indexes.push(`create index on ${table} (${(columns as string[]).map(quoted).join(", ")})`);
    }
  }
  return indexes;
}

async function withIndex(
  database: Query,
  index: string,
  use: () => Promise<Plan | undefined>,
): Promise<Plan | undefined> {
  const name = "seaworthy_trial";
  try {
    await database.query("set statement_timeout = '30s'");
    await database.query(index.replace("create index on", `create index ${name} on`));
    // An index on an expression has statistics of its own only then.
    await database.query(`analyze ${/ on (\S+) \(/.exec(index)?.[1]}`);
    const first = await use();
    const second = await use();
    return first && second && second.executionMs < first.executionMs ? second : first;
  } catch {
    return undefined;
  } finally {
    await database.query(`drop index if exists ${name}`).catch(() => {});
  }
}

async function proveRewrite(
  database: Query,
  { statement, plan, pageRows }: Trial,
  shape: StatementShape,
): Promise<Advice | undefined> {
  const text = statement.text.trim().replace(/;\s*$/, "");
  if (shape.kind === "select" && shape.onlyCounts && !/\bwhere\b.*\blimit\b/is.test(text)) {
    return {
      does: "do not count all rows for each page: ask for one row more than the page has",
      kind: "rewrite",
      afterMs: 0,
      plan: ["no statement"],
      rowsRead: 0,
    };
  }
  if (shape.kind === "select" && !shape.hasLimit && statement.rows > pageRows * 10) {
    const limited = { ...statement, text: `${text} limit ${pageRows + 1}` };
    const after = await explainStatement(database, limited);
    return (
      after && { does: `let the database cut the page: … limit ${pageRows + 1}`, kind: "rewrite", ...measured(after) }
    );
  }
  if (shape.kind === "select" && shape.offset !== undefined) return proveKeyset(database, statement, shape.offset);
  return shape.kind === "select" ? proveOwnColumn(database, { statement, plan }) : undefined;
}

/**
 * `select to_char(created_at) as created_at … order by created_at` orders by the text: a name in ORDER BY is that of an output
 * column first (PostgreSQL 18, SELECT, "ORDER BY Clause"), and no index has that.
 */
async function proveOwnColumn(
  database: Query,
  { statement, plan }: Pick<Trial, "statement" | "plan">,
): Promise<Advice | undefined> {
  const scan = largestScan(plan);
  const parts = /^(.*\border\s+by\b)(.*?)(\b(?:limit|offset|fetch)\b.*)?$/is.exec(statement.text.trim());
  if (!parts || !scan?.sortKeys.some((key) => key.includes("(")) || !scan.relation) return undefined;
  const [, start = "", order = "", end = ""] = parts;
  const table = quoted(scan.alias ?? scan.relation);
  const own = order.replace(/(^|,)(\s*)([a-z_]\w*)(?=\s*(,|$|asc\b|desc\b|nulls\b))/gi, `$1$2${table}.$3`);
  if (own === order) return undefined;
  const after = await explainStatement(database, { ...statement, text: `${start}${own}${end}` });
  return (
    after && {
      does: `order by the column itself, not by what is selected under its name: order by${own.trimEnd()}`,
      kind: "rewrite",
      ...measured(after),
    }
  );
}

/** The same page by the place of the row before it, instead of by how many rows lie before it. */
async function proveKeyset(database: Query, statement: Statement, offset: string): Promise<Advice | undefined> {
  const text = statement.text.trim().replace(/;\s*$/, "");
  const parts = /^(select\b)(.*?)(\bfrom\b.*?)(\bwhere\b.*?)?(\border\s+by\b)(.*?)(\b(?:limit|offset)\b.*)$/is.exec(
    text,
  );
  if (!parts) return undefined;
  const [, , list = "", from = "", where = "", , orderText = ""] = parts;
  const order = orderText.split(",").map((key) => key.trim());
  const expressions = order.map((key) => key.replace(/\s+(asc|desc)$/i, ""));
  const directions = new Set(order.map((key) => /\sdesc$/i.test(key)));
  if (directions.size !== 1 || expressions.some((key) => !/^[\w."]+$/.test(key))) return undefined;
  const number = offset.startsWith("$") ? statement.parameters?.[Number(offset.slice(1)) - 1] : offset;
  const before = Number(number);
  if (!Number.isSafeInteger(before) || before < 1) return undefined;
  // Only the order and the offset are left in it, so the values of the rest have to be none.
  if (/\$\d/.test(where) || /\$\d/.test(from) || /\$\d/.test(list)) return undefined;
  const [place] = await database
    .query(
      `select array[${expressions.map((key) => `(${key})::text`).join(", ")}] as place ${from} ${where} order by ${orderText} offset ${before - 1} limit 1`,
    )
    .catch(() => []);
  const values = place?.place as string[] | undefined;
  if (!values || values.some((value) => value === null)) return undefined;
  const operator = directions.has(true) ? "<" : ">";
  const seek = `(${expressions.join(", ")}) ${operator} (${values.map(literal).join(", ")})`;
  const condition = where === "" ? `where ${seek}` : `${where} and ${seek}`;
  const after = await explainStatement(database, {
    text: `select ${list} ${from} ${condition} order by ${orderText} limit 101`,
  });
  return (
    after && {
      does: `seek instead of counting past rows: where (${expressions.join(", ")}) ${operator} (the last row of the page before)`,
      kind: "rewrite",
      ...measured(after),
    }
  );
}

function measured(plan: Plan): Pick<Advice, "afterMs" | "plan" | "rowsRead"> {
  return { afterMs: plan.executionMs, plan: planLines(plan), rowsRead: rowsReadBy(plan) };
}
