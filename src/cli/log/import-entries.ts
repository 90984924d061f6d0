/**
 * Entries out of notes that were kept elsewhere: lines that `check --watch` drafted, and Markdown as Notion and others export it.
 */
import type { KeptEntry } from "../home/log-folder.ts";

type NewEntry = Omit<KeptEntry, "name">;

/** One entry for each drafted line; where there are none, the whole file is one. `today` where no date is to be found. */
export function entriesIn(text: string, { name, today }: { name: string; today: string }): NewEntry[] {
  const drafted = text.split(/\r?\n/).flatMap((line) => draftedLine(line) ?? []);
  if (drafted.length > 0) return drafted;
  return text.trim() === "" ? [] : [wholeFile(text, { name, today })];
}

const nothing = { tags: [], skills: [], evidence: [] };

/** `- 2026-11-20 deleted-stays-deleted · bug: … · cause: … · fix: …` */
function draftedLine(line: string): NewEntry | undefined {
  const match = /^- (\d{4}-\d{2}-\d{2}) (\S+) · bug: (.*?) · cause: (.*?) · fix: (.*)$/.exec(line.trim());
  if (!match) return undefined;
  const [, date = "", check = "", bug = "", cause = "", fix = ""] = match;
  const fixed = fix === "?" ? "" : fix;
  return { ...nothing, date, title: oneLine(bug), check, broke: bug, why: cause, fixed, draft: true };
}

const headings: readonly (readonly [part: "broke" | "why" | "fixed", words: RegExp])[] = [
  ["broke", /broke|bug|problem|symptom|issue|what happened|seen/i],
  ["why", /why|cause|reason|diagnos/i],
  ["fixed", /fix|solution|solved|resolution|what helped|learned/i],
];

function wholeFile(text: string, { name, today }: { name: string; today: string }): NewEntry {
  const body = text.replace(/^---\r?\n.*?\r?\n---\r?\n/s, "");
  const parts: Record<"broke" | "why" | "fixed", string[]> = { broke: [], why: [], fixed: [] };
  let into: keyof typeof parts = "broke";
  let title = "";
  for (const line of body.split(/\r?\n/)) {
    const [, level = "", words = ""] = /^(#{1,6}) +(.*)$/.exec(line) ?? [];
    if (level === "#" && title === "") title = words;
    else if (level !== "") into = headings.find(([, known]) => known.test(words))?.[0] ?? into;
    else parts[into].push(line);
  }
  const [broke, why, fixed] = [parts.broke, parts.why, parts.fixed].map((lines) => lines.join("\n").trim());
  return {
    ...nothing,
    date: dateIn(text) ?? today,
    // Notion puts an id of 32 digits behind the name of each page.
    title: oneLine(title || name.replace(/\.\w+$/, "").replace(/ [0-9a-f]{32}$/, "")),
    broke: broke ?? "",
    why: why ?? "",
    fixed: fixed ?? "",
    draft: false,
  };
}

/** "date: 2026-11-03", "Created: November 3, 2026 9:12 AM": as front matter or as a property in the first lines. */
function dateIn(text: string): string | undefined {
  for (const line of text.split(/\r?\n/, 20)) {
    const value = /^(?:date|created|created time|day)\s*: *(.+)$/i.exec(line.trim())?.[1]?.replaceAll(/["']/g, "");
    if (value === undefined) continue;
    const iso = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0];
    if (iso !== undefined && !Number.isNaN(Date.parse(iso))) return iso;
    const time = new Date(`${value.replace(/ \d{1,2}:\d{2}.*$/, "")} UTC`);
    if (!Number.isNaN(time.getTime())) return time.toISOString().slice(0, 10);
  }
  return undefined;
}

function oneLine(text: string): string {
  const line = text
    .replaceAll(/[*_`#]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return line === "" ? "Untitled" : line.slice(0, 120);
}
