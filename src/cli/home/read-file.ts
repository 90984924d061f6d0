/**
 * Reads files of the person's that they may have edited: a mistake in one is named with its line and what would be right.
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { output, ZodType } from "zod";
import { UserError } from "../../base/errors.ts";
import { errorOf, readAs } from "../../catalog/mistakes.ts";
import { parseYaml } from "../../catalog/yaml-file.ts";

/** Undefined where there is no such file. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UserError("home-not-readable", `${path} cannot be read (${code})`, {
      fix: "make it readable, or choose another folder with --home or SEAWORTHY_HOME",
      cause,
    });
  }
}

export async function readYaml<S extends ZodType>(path: string, schema: S): Promise<output<S> | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  const yaml = parseYaml(path, text);
  // Empty, or nothing but comments.
  if (!Array.isArray(yaml) && yaml.value === null) return undefined;
  const read = Array.isArray(yaml) ? { mistakes: yaml } : readAs(schema, yaml);
  if ("mistakes" in read) throw errorOf("home-mistakes", read.mistakes, `correct ${path}`);
  return read.value;
}

/** One record a line. A last line that was cut short is passed over: it was never acknowledged. */
export async function readLines<S extends ZodType>(path: string, schema: S): Promise<output<S>[]> {
  const text = (await readText(path)) ?? "";
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    const value = parseJson(line);
    // What a kill cut short, at the end or before a line that was added later, is no JSON.
    if (value === undefined) return [];
    const result = schema.safeParse(value);
    if (result.success) return [result.data];
    const [issue] = result.error.issues;
    const message = `${basename(path)}, line ${i + 1}: ${issue?.path.join(".") || "it"}: ${issue?.message}`;
    throw new UserError("home-mistakes", message, { fix: `correct ${path}, or take the line out` });
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
