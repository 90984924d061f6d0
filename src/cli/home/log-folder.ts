/**
 * The learning log: one Markdown file an entry in `log/`. Written to be read again, by the person and as interview cards.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { parseMarkdown } from "../../catalog/markdown-file.ts";
import { errorOf, readAs } from "../../catalog/mistakes.ts";
import type { Mistake } from "../../catalog/yaml-file.ts";
import { type LogEntry, logEntrySchema, logHeadings } from "../../contract/learning-log.ts";
import type { Home } from "./home-folder.ts";
import { keepFile } from "./keep-file.ts";
import { readText } from "./read-file.ts";

export interface KeptEntry extends LogEntry {
  /** Name of the file, without its ending. */
  name: string;
  broke: string;
  why: string;
  fixed: string;
}

/** The newest first. All mistakes in all of them at once. */
export async function readLog({ log }: Home): Promise<KeptEntry[]> {
  const names = (await readdir(log).catch((): string[] => [])).filter((name) => /^[^.].*\.md$/.test(name));
  const read = await Promise.all(names.sort().map((name) => readEntry(log, name)));
  const mistakes = read.flatMap((result) => (Array.isArray(result) ? result : []));
  if (mistakes.length > 0) throw errorOf("home-mistakes", mistakes, `correct these files in ${log}`);
  const entries = read.filter((result): result is KeptEntry => result !== undefined && !Array.isArray(result));
  return entries.sort((a, b) => (a.date === b.date ? b.name.localeCompare(a.name) : b.date.localeCompare(a.date)));
}

export async function readEntry(folder: string, name: string): Promise<KeptEntry | Mistake[] | undefined> {
  const file = join(folder, name);
  const text = await readText(file);
  if (text === undefined) return undefined;
  const markdown = parseMarkdown(file, text);
  if (Array.isArray(markdown)) return markdown;
  const read = readAs(logEntrySchema, markdown.frontMatter);
  if ("mistakes" in read) return read.mistakes;
  const part = (heading: string) => markdown.sections.find((section) => section.heading === heading)?.text ?? "";
  const [broke, why, fixed] = logHeadings.map(part);
  // Who writes without headings has written what broke.
  return {
    ...read.value,
    name: name.replace(/\.md$/, ""),
    broke: broke || markdown.intro,
    why: why ?? "",
    fixed: fixed ?? "",
  };
}

/** Returns the path of the new file; one that is there is never written over. */
export async function keepEntry({ log }: Home, entry: Omit<KeptEntry, "name">): Promise<string> {
  const { broke, why, fixed, ...facts } = entry;
  const there = new Set(await readdir(log).catch((): string[] => []));
  const base = `${entry.date}-${slugOf(entry.title)}`;
  let name = `${base}.md`;
  for (let n = 2; there.has(name); n++) name = `${base}-${n}.md`;
  const path = join(log, name);
  await keepFile(path, entryText(facts, { broke, why, fixed }));
  return path;
}

export function entryText(
  facts: LogEntry,
  { broke, why, fixed }: { broke: string; why: string; fixed: string },
): string {
  const said = Object.entries(facts).filter(
    ([, value]) => value !== false && !(Array.isArray(value) && value.length === 0),
  );
  const parts = [broke, why, fixed].map((text, i) => `## ${logHeadings[i]}\n\n${text.trim() || "…"}\n`);
  return `---\n${stringify(Object.fromEntries(said))}---\n${parts.join("\n")}`;
}

/** The first words, as a file name anywhere may be. */
function slugOf(title: string): string {
  const words = title
    .normalize("NFD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = "";
  for (const word of words) {
    if (slug.length + word.length > 40) break;
    slug += slug === "" ? word : `-${word}`;
  }
  return slug || words[0]?.slice(0, 40) || "entry";
}
