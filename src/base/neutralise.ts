/**
 * Makes foreign text safe to show. What a program answers and prints is not ours: escape sequences could move the
 * cursor, retitle the window or forge a green tick, and bidirectional controls can show a line as something else
 * (CVE-2021-42574). They become visible: \x1b, \u202e.
 */
export function neutralise(text: string): string {
  return text.replaceAll(dangerous, visible).replaceAll(loneSurrogate, visible);
}

/** Like {@link neutralise}, and on one line: line ends and tabs become visible too. */
export function neutraliseLine(text: string): string {
  return neutralise(text).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

// C0 but tab and line feed, DEL, C1; marks, embeddings, overrides and isolates of bidi; what is invisible or ends a
// line elsewhere; tag characters. Zero-width joiner stays: emoji are made with it.
const dangerous =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const loneSurrogate = /\p{Surrogate}/gu;

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0d) return "\\r";
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
}
