/**
 * One spelling for one thing: what is pasted, exported or extracted becomes text with ordinary spaces, quotes and line ends.
 * Doing it twice changes nothing, so that offsets into the result stay true.
 */
export function plainText(raw: string): string {
  return (
    raw
      .replace(/^\uFEFF/, "")
      .replace(/\r\n?|[\u2028\u2029\f\v\u0085]/g, "\n")
      .replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\t]/g, " ")
      // Zero-width and soft hyphens stand inside words of pages and PDFs, and no reader sees them.
      .replace(/[\u200B-\u200F\u2060\u00AD\uFEFF\u202A-\u202E]/g, "")
      .replace(/[\u2018\u2019\u201B\u02BC]/g, "'")
      .replace(/[\u201C\u201D\u201F]/g, '"')
      .replace(/[\u2010\u2011]/g, "-")
      // Ligatures of PDFs, and full-width letters.
      .replace(/[\uFB00-\uFB06\uFF01-\uFF5E]/g, (letter) => letter.normalize("NFKC"))
      .normalize("NFC")
      // Control characters other than the line end.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to go
      .replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, "")
      .replace(/ +$/gm, "")
      .replace(/\n{3,}/g, "\n\n")
      .replace(/^\n+|\s+$/g, "")
  );
}
