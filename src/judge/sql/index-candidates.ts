/**
 * Indexes that could spare a scan its work, read off the conditions and the order that PostgreSQL itself names in the plan.
 * Whether one of them helps is for a trial to say. Pure.
 *
 * The conditions of a plan are better to read than the text of a statement: they are those that were really asked in this
 * execution (`$1 is null or …` is gone), with views, functions and joins resolved.
 */
import type { PlanNode } from "./read-plan.ts";
import { isExpression } from "./read-sql.ts";

/** What goes between the parentheses of `create index on table (…)`, and a `where` behind them. */
export interface IndexCandidate {
  columns: string[];
  where?: string;
}

/** Of the table that is scanned. */
export interface TableNames {
  columns: readonly string[];
  /** What its columns may be qualified by. */
  names: readonly string[];
  /** Those of its columns that hold text. */
  texts: readonly string[];
}

/** Each is tried, and making an index over a million rows takes a second. */
const mostCandidates = 5;

export function indexCandidates(node: PlanNode, table: TableNames): IndexCandidate[] {
  const conditions = node.conditions.flatMap(conjuncts).map((condition) => readCondition(condition, table));
  const equal = unique(conditions.flatMap((c) => (c?.kind === "equal" ? c.expression : [])));
  const range = unique(conditions.flatMap((c) => (c?.kind === "range" ? c.expression : [])));
  const isNull = unique(conditions.flatMap((c) => (c?.kind === "null" ? c.expression : [])));
  const sort = node.sortKeys.map((key) => sortColumn(key, table));
  // An order over several tables cannot be an index of one.
  const order = sort.every((key) => key !== undefined) ? (sort as string[]) : [];
  const bare = (key: string) => key.replace(/ DESC$| NULLS (FIRST|LAST)$/g, "");
  const withoutEqual = order.filter((key) => !equal.includes(bare(key)));
  const rest = range.filter((expression) => !equal.includes(expression));
  const partial = isNull.length > 0 ? { where: isNull.map((column) => `${column} is null`).join(" and ") } : {};
  const lists = [[...equal, ...withoutEqual], [...equal, ...rest], equal, withoutEqual, rest].filter(
    (list) => list.length > 0 && list.length <= 6,
  );
  const seen = new Set<string>();
  return lists
    .map((list) => ({ columns: list, ...partial }))
    .filter(({ columns: list }) => {
      const key = list.join();
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, mostCandidates);
}

interface Condition {
  kind: "equal" | "range" | "null";
  expression: string[];
}

function readCondition(condition: string, table: TableNames): Condition | undefined {
  const nothing = /^(.+) IS NULL$/.exec(condition);
  if (nothing?.[1]) {
    const expression = own(nothing[1], table);
    return expression === undefined ? undefined : { kind: "null", expression: [expression] };
  }
  const split = splitAtOperator(condition);
  if (!split) return undefined;
  const { left, operator, right } = split;
  const kind = operator === "=" ? "equal" : ["<", ">", "<=", ">="].includes(operator) ? "range" : undefined;
  if (!kind) return undefined;
  // (created_at, id) < (…): as PostgreSQL writes it, ROW(created_at, id) < ROW(…).
  const row = /^ROW\((.*)\)$/.exec(left);
  if (row?.[1] !== undefined) {
    const parts = splitAt(row[1], ",").map((part) => own(part, table));
    return parts.every((part) => part !== undefined) ? { kind, expression: parts as string[] } : undefined;
  }
  const expression = own(left, table) ?? own(right, table);
  return expression === undefined ? undefined : { kind, expression: [expression] };
}

/** As it stands in an index of this table: without its name before columns, an expression in parentheses. Undefined when it has no column of it. */
function own(expression: string, { columns, names, texts }: TableNames): string | undefined {
  let text = strip(expression);
  for (const name of names) text = text.replaceAll(new RegExp(`(?<![\\w."])${escaped(name)}\\.`, "g"), "");
  const words = outsideQuotes(text).match(/"[^"]+"|[A-Za-z_]\w*/g) ?? [];
  const isOwn = words.some((word) => columns.includes(word.replaceAll('"', "")));
  // A column of another table is still qualified.
  if (!isOwn || /\w\.\w/.test(outsideQuotes(text))) return undefined;
  if (columns.includes(text.replaceAll('"', ""))) return text;
  // (state)::text is how a varchar is compared, and then the column itself serves; of a number it is another value.
  const cast = /^\((\w+)\)::(text|character varying|bpchar)$/.exec(text);
  if (cast?.[1] && texts.includes(cast[1])) return cast[1];
  return isExpression(text) ? `(${text})` : undefined;
}

function sortColumn(key: string, table: TableNames): string | undefined {
  const direction = / (DESC|NULLS FIRST|NULLS LAST|DESC NULLS LAST)$/.exec(key)?.[0] ?? "";
  const expression = own(key.slice(0, key.length - direction.length), table);
  return expression === undefined ? undefined : `${expression}${direction}`;
}

export function conjuncts(condition: string): string[] {
  const bare = strip(condition);
  const parts = splitAt(bare, " AND ");
  return parts.length === 1 ? [bare] : parts.flatMap(conjuncts);
}

function splitAtOperator(condition: string): { left: string; operator: string; right: string } | undefined {
  for (const operator of ["=", "<=", ">=", "<", ">"]) {
    const parts = splitAt(condition, ` ${operator} `);
    if (parts.length === 2) return { left: parts[0] as string, operator, right: parts[1] as string };
  }
  return undefined;
}

/** At this text outside of parentheses and quotes. */
function splitAt(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  scan(text, (place, depth) => {
    if (depth === 0 && text.startsWith(separator, place) && place >= from) {
      parts.push(text.slice(from, place));
      from = place + separator.length;
    }
  });
  parts.push(text.slice(from));
  return parts.map((part) => part.trim());
}

/** Without parentheses around the whole. */
function strip(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith("(")) return trimmed;
  let closes = -1;
  scan(trimmed, (place, depth) => {
    if (closes === -1 && depth === 0 && place > 0) closes = place;
  });
  return closes === -1 || closes >= trimmed.length ? strip(trimmed.slice(1, -1)) : trimmed;
}

/** Calls back for each place that is outside of quotes; an opening parenthesis counts from itself on, a closing one up to itself. */
function scan(text: string, see: (place: number, depth: number) => void): void {
  let depth = 0;
  let quote = "";
  for (let place = 0; place < text.length; place++) {
    const letter = text[place] as string;
    if (quote !== "") {
      if (letter === quote) quote = "";
      continue;
    }
    if (letter === "'" || letter === '"') {
      quote = letter;
      continue;
    }
    if (letter === "(") depth++;
    see(place, depth);
    if (letter === ")") depth--;
  }
}

function outsideQuotes(text: string): string {
  return text.replace(/'(?:[^']|'')*'/g, "''");
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
