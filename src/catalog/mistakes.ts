/**
 * Mistakes in files that people write: gathered, so that all of them are told at once, with line and the nearest right word.
 */
import { basename, relative } from "node:path";
import * as z from "zod";
import { UserError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import type { Mistake, YamlFile } from "./yaml-file.ts";

/** Checks a file against its schema. `at` is where in the file the value stands that is checked. */
export function readAs<S extends z.ZodType>(
  schema: S,
  yaml: YamlFile,
  value: unknown = yaml.value,
  at: readonly PropertyKey[] = [],
): { value: z.output<S> } | { mistakes: Mistake[] } {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const mistakes = result.error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    if (issue.code !== "unrecognized_keys")
      return [mistakeAt(yaml, path, `${named(path)}${inWords(issue, valueAt(value, issue.path))}`)];
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) =>
      mistakeAt(yaml, [...path, key], `${named(path)}knows no \`${key}\`${suggestion(key, known)}`),
    );
  });
  return { mistakes };
}

export function mistakeAt(yaml: YamlFile, path: readonly PropertyKey[], message: string): Mistake {
  return { file: yaml.file, line: yaml.lineOf(path), message };
}

/** ", did you mean `x`?", or the list when it is short. */
export function suggestion(word: string, known: readonly string[]): string {
  const close = nearest(word, known);
  if (close !== undefined) return `; did you mean \`${close}\`?`;
  return known.length > 0 && known.length <= 12 ? `; there are ${known.map((key) => `\`${key}\``).join(", ")}` : "";
}

/** At most this many are told at once: more are seldom separate mistakes, and nobody reads them. */
const mostTold = 20;

/** `from` is the folder that files are named from; left out, they are named by their own name alone. */
export function errorOf(code: string, mistakes: readonly Mistake[], fix: string, from?: string): UserError {
  const nameOf = (file: string) => (from === undefined ? basename(file) : relative(from, file));
  const lines = [...mistakes]
    .sort((a, b) => a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0))
    .slice(0, mostTold)
    .map(({ file, line, message }) => `${nameOf(file)}${line === undefined ? "" : `, line ${line}`}: ${message}`);
  if (mistakes.length > mostTold) lines.push(`… and ${mistakes.length - mostTold} more`);
  return new UserError(code, lines.join("\n"), { fix });
}

function named(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "" : `\`${path.map(String).join(".")}\` `;
}

function inWords(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === "invalid_value") {
    const allowed = issue.values.map(String);
    const close = typeof found === "string" ? nearest(found, allowed) : undefined;
    if (close !== undefined) return `is \`${found}\`; did you mean \`${close}\`?`;
    return `must be ${allowed.map((value) => `\`${value}\``).join(", ")}`;
  }
  if (issue.code === "invalid_type" && found === undefined) return "is missing";
  return issue.message.replace(/^Invalid input: /, "");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((here, key) => Object(here)[key], value);
}

/** The members that an object schema knows at this path; none where it is no such object. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let here: z.ZodType | undefined = schema;
  for (const key of [...path, undefined]) {
    while (here instanceof z.ZodOptional) here = here.unwrap() as z.ZodType;
    if (key === undefined) break;
    if (here instanceof z.ZodObject) here = here.shape[String(key)] as z.ZodType | undefined;
    else if (here instanceof z.ZodRecord) here = here.valueType as z.ZodType;
    else if (here instanceof z.ZodArray) here = here.element as z.ZodType;
    else return [];
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}
