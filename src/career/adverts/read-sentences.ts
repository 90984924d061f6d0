/**
 * An advert's text, cut into what can be quoted: sentences and list items, each with the section that it stands in.
 *
 * Sections are found by their headings only. Where an advert has none, everything is "other", and what is asked for is read
 * from the sentence itself (necessity.ts).
 */
import type { AdvertSentence, SectionKind } from "../../contract/advert.ts";
import { headingKind } from "./headings.ts";

interface Line {
  start: number;
  end: number;
  text: string;
  indent: number;
  bullet: boolean;
}

/** `indent` counts to the words of an item, not to its bullet. */
const bulletForm = /^\s*(?:(?:[-*•·▪▸►●○◦‣⁃–—~>+✓✔✅☑➤→=]|o(?= [A-Z]))+ ?|(?:\d{1,2}|[a-zA-Z])[.)] +)(?=\S)/;

export function readSentences(text: string): AdvertSentence[] {
  const sentences: AdvertSentence[] = [];
  let section: SectionKind = "other";
  let heading = "";
  const open = (kind: SectionKind, words: string) => {
    section = kind;
    heading = words;
  };
  const lines = linesOf(text);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (line.text === "") continue;
    const own = headingOf(line, lines[i - 1], lines[i + 1]);
    if (own) {
      open(own.kind, own.words);
      if (own.words !== "") sentences.push({ ...spanOf(line), text: own.words, section: "other", heading: "" });
      continue;
    }
    let last = line;
    while (continues(line, last, lines[i + 1])) last = lines[++i] as Line;
    for (const { start, end } of split(text, line.start, last.end)) {
      const piece = text.slice(start, end);
      const lead = leadIn(piece);
      if (lead) open(lead.kind, lead.words);
      sentences.push({ start, end, text: oneLine(piece), section, heading });
    }
  }
  return sentences;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const whole of text.split("\n")) {
    const mark = bulletForm.exec(whole)?.[0] ?? "";
    const indent = mark === "" ? whole.length - whole.trimStart().length : mark.length;
    lines.push({
      start: start + indent,
      end: start + whole.length,
      text: whole.slice(indent).trimEnd(),
      indent,
      bullet: mark !== "",
    });
    start += whole.length + 1;
  }
  return lines;
}

function spanOf({ start, end }: Line): { start: number; end: number } {
  return { start, end };
}

/** Longest headings in use: "Experience that would make you stand out from other candidates". */
const longestHeading = 70;

/** A line that is a heading and nothing else. */
function headingOf(line: Line, before: Line | undefined, after: Line | undefined) {
  if (line.text.length > longestHeading + 10) return undefined;
  const marked = /^(?:#{1,6} |={2,} |\*\*|__)/.test(line.text) || /^[>=]{2,} /.test(line.text);
  const words = line.text.replace(/^[#=*_>\s]+|[#=*_\s]+$/g, "").trim();
  if (words === "" || words.length > longestHeading) return undefined;
  const colon = /:\**$/.test(words);
  const bare = words.replace(/:$/, "");
  if (/[.;,]$/.test(bare) || /: \S/.test(bare)) return undefined;
  const kind = headingKind(bare);
  const short = bare.split(/\s+/).length <= 9;
  const shout = /\p{Lu}{3}/u.test(bare) && !/\p{Ll}/u.test(bare);
  // A list item may be called "Key skills" only when it ends like a heading.
  if (line.bullet && !colon && !/^==/.test(line.text)) {
    // "== What you will do ==": the bullet was the decoration of a heading.
    return kind && /[=#*]{2}$/.test(line.text) ? { kind, words: bare } : undefined;
  }
  const apart = !before || before.text === "" || marked || colon || shout;
  const heads = after !== undefined && (after.text !== "" || apart);
  if (kind && short && (apart || after?.bullet) && heads) return { kind, words: bare };
  // Headings that say nothing of use still end the section before.
  if (marked || (colon && short && line.text.length < 50) || (shout && short && !/[|·,\d]/.test(bare)))
    return { kind: "other" as const, words: bare };
  return undefined;
}

/** "Essential: Java, Spring." or "**Who we are.** We …": a heading on the line of what it heads. */
function leadIn(piece: string): { kind: SectionKind; words: string } | undefined {
  const lead = /^(?:\*\*|__)?([^:.>|\n]{1,60}?)(?:\*\*|__)?(?:\s*(?::|>>)(?:\*\*)?\s|\.(?:\*\*|__)(?:\s|$))/.exec(
    piece,
  )?.[1];
  if (!lead || lead.split(/\s+/).length > 9) return undefined;
  const kind = headingKind(lead);
  return kind && { kind, words: lead.trim() };
}

/** A line broken by its width goes on below: in small letters, or at the depth of its item. */
function continues(first: Line, last: Line, next: Line | undefined): boolean {
  if (!next || next.text === "" || next.bullet) return false;
  if (first.bullet && next.indent >= first.indent && first.indent > 0)
    return next.indent > 1 || /^\p{Ll}/u.test(next.text);
  if (/[.!?:]$/.test(last.text)) return false;
  return last.text.length > 45 && /^[\p{Ll}(&]/u.test(next.text);
}

/** Sentence ends: not in "e.g. Kafka", "Sr. Engineer", "Node.js", "3.5 years". */
function split(text: string, start: number, end: number): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  const whole = text.slice(start, end);
  const ends =
    /(?<!\b(?:e\.g|i\.e|etc|incl|approx|vs|inc|ltd|sr|jr|no|min|max|yrs?|st|dr|mr|ms|p\.a|[A-Z]))[.!?]+["')*]*\s+(?=["'(*]*[\p{Lu}\d£$€])/giu;
  let from = 0;
  for (const found of whole.matchAll(ends)) {
    // The flag that lets "E.g." count as "e.g." makes \p{Lu} match small letters too: look again.
    const next = whole.slice(found.index + found[0].length);
    if (!/^["'(*]*[\p{Lu}\d£$€.]/u.test(next)) continue;
    pieces.push({ start: start + from, end: start + found.index + found[0].trimEnd().length });
    from = found.index + found[0].length;
  }
  if (from < whole.length) pieces.push({ start: start + from, end });
  return pieces;
}

function oneLine(piece: string): string {
  return piece
    .replace(/\*\*|__/g, "")
    .replace(/-\n\s*/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}
