/**
 * Whose last hint was opened in a learner's folder: `.seaworthy/opened-hints`, one check id a line.
 *
 * Opening costs nothing. A pass afterwards is recorded as guided, so that whoever reads the evidence knows, and so that the
 * same thing can come back as a variation.
 */
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Evidence } from "../contract/evidence.ts";
import type { Verdict } from "../contract/verdict.ts";

/** Never fails: that somebody was helped is no reason to keep the help from them. */
export async function noteLastHint(folder: string, check: string): Promise<void> {
  try {
    if ((await openedIn(folder)).has(check)) return;
    await mkdir(join(folder, ".seaworthy"), { recursive: true });
    await appendFile(fileIn(folder), `${check}\n`);
  } catch {
    // A folder that cannot be written to keeps no evidence either.
  }
}

/** For {@link Evidence.help}: what of this was passed with all hints open. */
export async function helpWith(folder: string, verdicts: readonly Verdict[]): Promise<Evidence["help"]> {
  const opened = await openedIn(folder);
  return verdicts
    .filter(({ check, verdict }) => verdict === "passed" && opened.has(check))
    .map(({ check }) => `guided: ${check}`);
}

async function openedIn(folder: string): Promise<Set<string>> {
  const text = await readFile(fileIn(folder), "utf8").catch(() => "");
  return new Set(text.split("\n").filter((line) => line !== ""));
}

function fileIn(folder: string): string {
  return join(folder, ".seaworthy", "opened-hints");
}
