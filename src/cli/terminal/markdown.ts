/**
 * Our own Markdown on a terminal: paragraphs, lists, quotes, code, bold and links. No headings, no tables: a view lays those
 * out itself.
 */
import type { Pen } from "./pen.ts";

export function markdownLines(text: string, pen: Pen, { indent = 2 } = {}): string[] {
  const margin = " ".repeat(indent);
  const lines: string[] = [];
  for (const block of blocksOf(text)) {
    if (block.kind === "code") lines.push(...block.lines.map((line) => `${margin}  ${pen.paint("cyan", line)}`));
    else if (block.kind === "paragraph") lines.push(...pen.wrap(inline(block.text, pen), { indent }));
    else {
      const mark = block.mark === "-" ? pen.glyph.dot : block.mark;
      const hang = indent + block.depth + mark.length + 1;
      const [first = "", ...rest] = pen.wrap(inline(block.text, pen), { width: pen.width - hang });
      const left = " ".repeat(indent + block.depth);
      lines.push(`${left}${pen.paint("dim", mark)} ${first}`, ...rest.map((line) => " ".repeat(hang) + line));
    }
    if (block.gap) lines.push("");
  }
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

type Block = { gap: boolean } & (
  | { kind: "paragraph"; text: string }
  | { kind: "item"; text: string; mark: string; depth: number }
  | { kind: "code"; lines: string[] }
);

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let fenced = false;
  for (const line of text.replaceAll("\r", "").split("\n")) {
    const last = blocks.at(-1);
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced;
      if (fenced) blocks.push({ kind: "code", lines: [], gap: false });
      continue;
    }
    if (fenced && last?.kind === "code") {
      last.lines.push(line);
      continue;
    }
    const item = /^( *)([-*]|\d+\.) +(.*)$/.exec(line);
    if (line.trim() === "") {
      if (last) last.gap = true;
    } else if (item) {
      const [, space = "", mark = "-", words = ""] = item;
      blocks.push({ kind: "item", text: words, mark: mark === "*" ? "-" : mark, depth: space.length, gap: false });
    } else if (last && last.kind !== "code" && !last.gap) last.text += ` ${line.trim()}`;
    else blocks.push({ kind: "paragraph", text: line.trim(), gap: false });
  }
  return blocks;
}

/** Bold, code and links in a line. */
export function inline(text: string, pen: Pen): string {
  return text
    .replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, (_, words: string, link: string) =>
      words === link ? link : `${words} (${link})`,
    )
    .replaceAll(/\*\*(.+?)\*\*/g, (_, words: string) => eachWord(words, (word) => pen.paint("bold", word)))
    .replaceAll(/(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])/g, "$1")
    .replaceAll(/`([^`]+)`/g, (_, words: string) => eachWord(words, (word) => pen.paint("cyan", word)));
}

/** Colour that spans words would be cut where a line wraps. */
function eachWord(words: string, paint: (word: string) => string): string {
  return words.split(" ").map(paint).join(" ");
}
