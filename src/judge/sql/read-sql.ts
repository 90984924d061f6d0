/**
 * SQL as PostgreSQL itself reads it: its own scanner and parser (libpg_query, compiled to WebAssembly). Pure.
 */
import { loadModule, parseSync, scanSync } from "libpg-query";

// Once for a process, some 15 ms; after it everything is synchronous, as checks are.
await loadModule();

export interface Token {
  text: string;
  /** PostgreSQL's own number of the kind: all string constants share one, however they are quoted. */
  type: number;
}

/** Undefined for what PostgreSQL's scanner refuses: a string that is never closed, say. Comments are tokens too. */
export function tokensOf(sql: string): Token[] | undefined {
  if (sql.trim() === "") return [];
  try {
    return scanSync(readable(sql)).tokens.map(({ text, tokenType }) => ({ text, type: tokenType }));
  } catch {
    return undefined;
  }
}

/** The kinds of the tokens in their order: two statements with the same shape differ in names and values only. */
export function shapeOf(sql: string): string | undefined {
  return tokensOf(sql)
    ?.map(({ type }) => type)
    .join(" ");
}

/**
 * The parse tree without values and places, as text to compare; `undefined` for what does not parse. Statements that
 * differ in their constants or parameters only have the same tree.
 */
export function treeOf(sql: string): string | undefined {
  const { statements } = parsed(sql) ?? {};
  return (
    statements &&
    JSON.stringify(statements, (name, value) => (name === "location" ? undefined : withoutValue(name, value)))
  );
}

/** How many statements the text holds; undefined for what does not parse. */
export function countStatements(sql: string): number | undefined {
  return parsed(sql)?.statements.length;
}

/** PostgreSQL's own words about a text that it cannot read: `syntax error at or near "OR"`. */
export function complaintAbout(sql: string): string | undefined {
  try {
    parseSync(readable(sql));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function parsed(sql: string): { statements: unknown[] } | undefined {
  try {
    return { statements: parseSync(readable(sql)).stmts?.map((statement) => statement.stmt) ?? [] };
  } catch {
    return undefined;
  }
}

function withoutValue(name: string, value: unknown): unknown {
  return name === "A_Const" || name === "ParamRef" ? "value" : value;
}

/** Control characters inside strings are legal SQL, but libpg_query puts them unescaped into the JSON that it answers with. */
function readable(sql: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  return sql.replace(/[\u0000-\u0008\u000e-\u001f]/g, " ");
}

/** Whether the text is one expression, as it may stand in an index. */
export function isExpression(text: string): boolean {
  return countStatements(`select (${text})`) === 1;
}

export interface StatementShape {
  kind: "select" | "insert" | "update" | "delete" | "other";
  hasLimit: boolean;
  /** The text of `offset …`, as a number or "$2"; undefined without one. */
  offset: string | undefined;
  /** Counts rows and gives back nothing else. */
  onlyCounts: boolean;
}

/** What one statement asks for; undefined for what does not parse, or is more than one. */
export function statementShape(sql: string): StatementShape | undefined {
  const { statements } = parsed(sql) ?? {};
  if (statements?.length !== 1) return undefined;
  const [name, body] = Object.entries(statements[0] as Record<string, SelectBody>)[0] ?? [];
  const kinds = { SelectStmt: "select", InsertStmt: "insert", UpdateStmt: "update", DeleteStmt: "delete" } as const;
  const kind = kinds[name as keyof typeof kinds] ?? "other";
  const select = kind === "select" ? body : undefined;
  const isStar = (value: unknown) => JSON.stringify(value ?? "").includes('"FuncCall"');
  return {
    kind,
    hasLimit: select?.limitCount !== undefined,
    offset: offsetOf(select?.limitOffset),
    onlyCounts:
      select?.targetList?.length === 1 &&
      isStar(select.targetList[0]) &&
      /"sval":"count"/.test(JSON.stringify(select.targetList[0])) &&
      !select.groupClause,
  };
}

interface SelectBody {
  limitCount?: unknown;
  limitOffset?: unknown;
  targetList?: unknown[];
  groupClause?: unknown;
}

function offsetOf(node: unknown): string | undefined {
  if (node === undefined) return undefined;
  const text = JSON.stringify(node);
  const parameter = /"ParamRef":\{"number":(\d+)/.exec(text)?.[1];
  const constant = /"ival":\{"ival":(\d+)/.exec(text)?.[1];
  return parameter === undefined ? constant : `$${parameter}`;
}
