/**
 * How many columns a text takes in a terminal: wide East Asian characters and emoji take two, combining marks none,
 * our own colour sequences none.
 */
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function widthOf(text: string): number {
  const bare = text.replaceAll(colourSequence, "");
  // Nearly everything is ASCII, and this is called for every word.
  if (/^[\x20-\x7e]*$/.test(bare)) return bare.length;
  let width = 0;
  for (const { segment } of graphemes.segment(bare)) width += graphemeWidth(segment);
  return width;
}

/** The graphemes of a text, each with its place and width. */
export function* graphemesOf(text: string): Generator<{ at: number; segment: string; width: number }> {
  for (const { segment, index } of graphemes.segment(text)) yield { at: index, segment, width: graphemeWidth(segment) };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that styleText writes
export const colourSequence = /\x1b\[[0-9;]*m/g;

function graphemeWidth(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return 1;
  if (/^\p{Mark}/u.test(grapheme)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  return isWide(code) ? 2 : 1;
}

/** East_Asian_Width W and F of Unicode 16, in blocks: exact enough for a line of a report. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0x303e) ||
    (code >= 0x3041 && code <= 0xa4cf) ||
    (code >= 0xa960 && code <= 0xa97c) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff01 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
