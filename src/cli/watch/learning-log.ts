/**
 * The learning log: what broke and what fixed it, one line for each time something went from red to green. Drafted here,
 * written only when the person says so.
 */
import { appendFile, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../../judge/check.ts";

export interface Mended {
  id: string;
  check: Check | undefined;
  /** What was seen while it was red. */
  failure: Failure;
  /** Files that were saved since then. */
  files: readonly string[];
}

/** `- 2026-11-20 deleted-stays-deleted · bug: … · cause: … · fix: …` */
export function draftLine({ id, check, failure, files }: Mended, date: string): string {
  const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();
  const known = failure.cause === undefined ? undefined : check?.hints.causes?.[failure.cause];
  const cause = known ? oneLine(known) : `expected ${oneLine(failure.expected)}; seen ${oneLine(failure.seen)}`;
  const fix = files.length > 0 ? `changed ${files.join(", ")}` : "?";
  return `- ${date} ${id} · bug: ${oneLine(failure.headline)} · cause: ${cause} · fix: ${fix}`;
}

const head = `# What broke, and what fixed it

One line for each failure that you mended. Make the words your own: these lines become your stories in an interview.

`;

/** Returns the path of the log. */
export async function appendToLog(folder: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, ".seaworthy", "log.md");
  await mkdir(join(folder, ".seaworthy"), { recursive: true });
  const isNew = !(await stat(path).catch(() => undefined));
  await appendFile(path, `${isNew ? head : ""}${lines.join("\n")}\n`);
  return path;
}
