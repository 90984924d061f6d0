/**
 * A sentence as tokens: words of letters and digits, and single marks ("C++" is three tokens, "ci/cd" is three).
 */
export interface Token {
  start: number;
  end: number;
  /** What is compared: in small letters. */
  key: string;
  /** "java" of "java17": letters with a version glued to them. */
  stem: string | undefined;
  isWord: boolean;
  /** What lies before it. near: spaces, a line end or one hyphen. far: more. */
  gap: "none" | "near" | "far";
}

const pieces = /[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu;
/** "oauth2" and "s3" are names with a digit of their own, and in the vocabulary as such; this is for what is not. */
const versioned = /^(\p{L}{2,})\d{1,2}$/u;

export function tokensOf(text: string, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  const slice = from === 0 && to === text.length ? text : text.slice(from, to);
  let end = 0;
  let hyphens = 0;
  for (const { 0: piece, index } of slice.matchAll(pieces)) {
    const first = piece.codePointAt(0) as number;
    const isWord = (first >= 97 && first <= 122) || /^[\p{L}\p{N}]/u.test(piece);
    // A hyphen between words is as good as a space: "event-driven", "event driven".
    if (
      piece === "-" &&
      /[\p{L}\p{N}]/u.test(slice[index - 1] ?? "") &&
      /[\p{L}\p{N}\n]/u.test(slice[index + 1] ?? "")
    ) {
      hyphens++;
      continue;
    }
    const key = piece.toLowerCase();
    const between = index - end;
    const gap = between === 0 ? "none" : hyphens > 1 || between > longestGap ? "far" : "near";
    tokens.push({
      start: from + index,
      end: from + index + piece.length,
      key,
      stem: isWord ? versioned.exec(key)?.[1] : undefined,
      isWord,
      gap,
    });
    end = index + piece.length;
    hyphens = 0;
  }
  return tokens;
}

/** A line end and the indentation of the next line lie between words that belong together; whole columns do not. */
const longestGap = 24;
