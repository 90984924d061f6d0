/**
 * Text of our own content files, which is wrapped and indented there as it suits the file.
 */

/** Paragraphs: single line ends become spaces, an empty line stays; lines of a list keep their own line. */
export function prose(text: string): string {
  return dedent(text)
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll(/\n[ \t]*(?!\s*[-*•] )/g, " ").replaceAll(/ {2,}/g, " "))
    .join("\n\n");
}

/** Lines as they are, without the indentation that all but the first have in common (the first begins after the quote). */
export function dedent(text: string): string {
  const lines = text.trim().split("\n");
  const rest = lines.slice(1).filter((line) => line.trim() !== "");
  const indentation = Math.min(...rest.map((line) => line.length - line.trimStart().length));
  // Up to four spaces are a step of the text itself, below a head line; more is where it stands in its file.
  const common = Number.isFinite(indentation) && indentation > 4 ? indentation : 0;
  return lines.map((line, i) => (i === 0 ? line : line.slice(common)).trimEnd()).join("\n");
}
