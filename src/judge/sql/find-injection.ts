/**
 * Did a value that was sent become part of a statement's structure? Pure.
 *
 * A value is marked at its beginning and its end. While it is a value, both marks stand in the same token: a string constant
 * however it is quoted ('' doubled, E'' with backslashes, $$), a quoted identifier, a comment; or the value is not in
 * the text at all, because it was bound. When the marks stand in different tokens, the value was read as SQL.
 *
 * One honest program does that too: one that takes a value apart (into words, say) and quotes each part. It takes a harmless value of
 * as many parts apart in the same way, so the statement that a harmless value makes decides.
 */
import { complaintAbout, countStatements, shapeOf, tokensOf, treeOf } from "./read-sql.ts";

export interface MarkedStatement {
  sql: string;
  /** Marks at the beginning and the end of the value. */
  head: string;
  tail: string;
}

export interface Injection {
  /** quote: it closed the string that it stood in. bare: it stood where no quotes are. name: it was taken for a name. */
  how: "quote" | "bare" | "name";
  /** What PostgreSQL makes of it, as the end of a sentence. */
  effect: string;
}

/** `harmless`: statements that harmless values made in the same place, the most similar first; without one nothing is claimed. */
export function findInjection(
  { sql, head, tail }: MarkedStatement,
  harmless: readonly string[],
): Injection | undefined {
  const text = sql.toLowerCase();
  const marks = [head.toLowerCase(), tail.toLowerCase()];
  if (!marks.every((mark) => text.includes(mark)) || harmless.length === 0) return undefined;
  const tokens = tokensOf(sql);
  if (tokens) {
    const marked = tokens.filter((token) => marks.some((mark) => token.text.toLowerCase().includes(mark)));
    if (marked.every((token) => marks.every((mark) => token.text.toLowerCase().includes(mark)))) return undefined;
  }
  const shape = shapeOf(sql);
  const readable = harmless.filter((statement) => tokensOf(statement) !== undefined);
  if (readable.length === 0 || readable.some((statement) => shapeOf(statement) === shape)) return undefined;
  return { how: howItStood(sql, head), effect: effectOf(sql, readable[0] as string) };
}

function effectOf(sql: string, harmless: string): string {
  const complaint = complaintAbout(sql);
  if (complaint !== undefined) return `PostgreSQL cannot read it any more: ${complaint}`;
  const [count, before] = [countStatements(sql) ?? 1, countStatements(harmless) ?? 1];
  if (count > before) return `it is now ${count} statements instead of ${before}`;
  if (treeOf(sql) === treeOf(harmless)) return "its end became a comment";
  return "it has another parse tree";
}

/** By the character before the value: wildcards of LIKE may stand between it and its quote. */
function howItStood(sql: string, head: string): Injection["how"] {
  const before = sql.slice(0, sql.toLowerCase().indexOf(head.toLowerCase())).replace(/[%_\s]+$/, "");
  if (before.endsWith("'")) return "quote";
  return before.endsWith('"') || /[(,.]$|\bset$/i.test(before) ? "name" : "bare";
}
