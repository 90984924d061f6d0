/**
 * Writes for one look: colours, glyphs, wrapping. Whoever lays out a report holds a pen, and never asks about terminals.
 */
import { styleText } from "node:util";
import type { Look } from "./look.ts";
import { colourSequence, graphemesOf, widthOf } from "./text-width.ts";

type Style = Parameters<typeof styleText>[0];

export interface Pen {
  readonly width: number;
  readonly glyph: Glyphs;
  /** Colour only with meaning. Without colour the text itself. */
  paint(style: Style, text: string): string;
  /** Our own prose for this look: typographic characters become ASCII where needed. */
  say(text: string): string;
  /** Lines of at most `width` columns, each with `indent` spaces before it; words longer than a line are broken. */
  wrap(text: string, options?: { indent?: number; width?: number }): string[];
  /** One line of at most `width` columns, with an ellipsis where it was cut. */
  cut(text: string, width: number): string;
  /** Padded with spaces to `width` columns. */
  pad(text: string, width: number): string;
}

const unicodeGlyphs = {
  passed: "✓",
  failed: "✗",
  unclear: "?",
  notApplicable: "–",
  sent: "→",
  line: "─",
  heavyLine: "━",
  bar: "│",
  dot: "·",
  ellipsis: "…",
  caret: "^",
  bullet: "▸",
};
export type Glyphs = typeof unicodeGlyphs;

const asciiGlyphs: Glyphs = {
  passed: "+",
  failed: "x",
  unclear: "?",
  notApplicable: "-",
  sent: ">",
  line: "-",
  heavyLine: "=",
  bar: "|",
  dot: "-",
  ellipsis: "...",
  caret: "^",
  bullet: ">",
};

const typography: Record<string, string> = {
  "…": "...",
  "–": "-",
  "—": "--",
  "·": "-",
  "→": "->",
  "←": "<-",
  "×": "x",
  "≤": "<=",
  "≥": ">=",
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
  "§": "section ",
  " ": " ",
};

export function penFor(look: Look): Pen {
  const glyph = look.unicode ? unicodeGlyphs : asciiGlyphs;
  const pen: Pen = {
    width: look.width,
    glyph,
    paint: (style, text) => (look.colour && text !== "" ? styleText(style, text, { validateStream: false }) : text),
    say: (text) => (look.unicode ? text : text.replaceAll(/[…–—·→←×≤≥“”‘’§ ]/g, (c) => typography[c] ?? c)),
    wrap: (text, { indent = 0, width = look.width } = {}) =>
      pen
        .say(text)
        .split("\n")
        .flatMap((line) => wrapLine(line, Math.max(10, width - indent)))
        .map((line) => (line === "" ? "" : " ".repeat(indent) + line)),
    cut: (text, width) => cutTo(text, width, glyph.ellipsis),
    pad: (text, width) => text + " ".repeat(Math.max(0, width - widthOf(text))),
  };
  return pen;
}

/** Breaks at spaces, keeps the line's own indentation on the lines that follow, and carries colour over the break. */
function wrapLine(line: string, width: number): string[] {
  if (widthOf(line) <= width) return [line.trimEnd()];
  const indent = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = indent;
  for (const word of line.trim().split(/ +/)) {
    for (const [i, piece] of breakWord(word, width - indent.length).entries()) {
      const joint = current === indent || i > 0 ? "" : " ";
      if (widthOf(current) + widthOf(joint + piece) <= width && i === 0) current += joint + piece;
      else {
        if (current !== indent) lines.push(current);
        current = indent + piece;
      }
    }
  }
  lines.push(current);
  return carryColour(lines);
}

function breakWord(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const { segment, width: taken } of graphemesOf(word)) {
    if (used + taken > width) {
      pieces.push(piece);
      piece = "";
      used = 0;
    }
    piece += segment;
    used += taken;
  }
  return [...pieces, piece];
}

/** A colour that is open at the end of a line is closed there and opened again on the next: a border stays uncoloured. */
function carryColour(lines: string[]): string[] {
  let open: string[] = [];
  return lines.map((line) => {
    const before = open.join("");
    for (const [sequence] of line.matchAll(colourSequence)) {
      // styleText closes each style by its own code: 39 colour, 49 background, 22 bold and dim, 24 underline, 27 inverse.
      open = closing.test(sequence) ? open.slice(0, -1) : [...open, sequence];
    }
    return before + line + (open.length > 0 ? "\x1b[0m" : "");
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that styleText writes
const closing = /^\x1b\[(0|2[2-9]|39|49)m$/;

function cutTo(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const { segment, width: taken } of graphemesOf(text)) {
    if (used + taken > width - ellipsis.length) break;
    kept += segment;
    used += taken;
  }
  return kept.trimEnd() + ellipsis;
}
