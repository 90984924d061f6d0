/**
 * Reads a Markdown file with YAML front matter, and its sections by their `## ` headings.
 */
import { readFile } from "node:fs/promises";
import { type Mistake, parseYaml, type YamlFile } from "./yaml-file.ts";

export interface MarkdownFile {
  file: string;
  frontMatter: YamlFile;
  /** What stands before the first heading. */
  intro: string;
  /** In the order of the file. Text without spaces around it. */
  sections: readonly Section[];
}

export interface Section {
  heading: string;
  text: string;
  line: number;
}

/** The longest text that anybody wrote for this has some 20 KB; a megabyte is a mistake. */
const mostCharacters = 1024 * 1024;

/** A file that cannot be read throws as node:fs does. */
export async function readMarkdownFile(file: string): Promise<MarkdownFile | Mistake[]> {
  const text = await readFile(file, "utf8");
  if (text.length > mostCharacters) return [{ file, message: "is larger than 1 MB" }];
  return parseMarkdown(file, text);
}

export function parseMarkdown(file: string, text: string): MarkdownFile | Mistake[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  if (lines[0]?.trimEnd() !== "---")
    return [{ file, line: 1, message: "does not begin with front matter; write its facts between two lines `---`" }];
  const end = lines.findIndex((line, i) => i > 0 && line.trimEnd() === "---");
  if (end === -1)
    return [{ file, line: 1, message: "has front matter that never ends; write a line `---` after its facts" }];
  const frontMatter = parseYaml(file, lines.slice(1, end).join("\n"), { linesBefore: 1 });
  if (Array.isArray(frontMatter)) return frontMatter;
  return { file, frontMatter, ...sectionsOf(lines, end + 1) };
}

/** Headings in fenced code are code. */
function sectionsOf(lines: readonly string[], from: number): Pick<MarkdownFile, "intro" | "sections"> {
  const parts: { heading: string; line: number; lines: string[] }[] = [{ heading: "", line: from, lines: [] }];
  let fence: string | undefined;
  for (const [i, line] of lines.entries()) {
    if (i < from) continue;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && fence === undefined) fence = mark;
    else if (mark !== undefined && fence !== undefined && mark.startsWith(fence)) fence = undefined;
    const heading = fence === undefined ? /^## +(.*?) *#*$/.exec(line)?.[1] : undefined;
    if (heading === undefined) parts.at(-1)?.lines.push(line);
    else parts.push({ heading, line: i + 1, lines: [] });
  }
  const [intro, ...sections] = parts.map(({ heading, line, lines }) => ({
    heading,
    line,
    text: lines.join("\n").trim(),
  }));
  return { intro: intro?.text ?? "", sections };
}
