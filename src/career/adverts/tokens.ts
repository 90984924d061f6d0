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

/** "oauth2" and "s3" are names with a digit of their own, and in the vocabulary as such; this is for what is not. */
const versioned = /^(\p{L}{2,})\d{1,2}$/u;

/** A line end and the indentation of the next line lie between words that belong together; whole columns do not. */
const longestGap = 24;

/** By character codes: a pattern for letters of all languages takes three times as long, and this runs over every character. */
export function tokensOf(text: string, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  let last = from;
  let hyphens = 0;
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
      continue;
    }
    const start = at++;
    const isWord = isLetterOrDigit(code, text, start);
    if (isWord) while (at < to && isLetterOrDigit(text.charCodeAt(at), text, at)) at++;
    // A hyphen between words is as good as a space: "event-driven", "event driven".
    else if (code === hyphen && start > from && at < to && joins(text, start)) {
      hyphens++;
      continue;
    }
    const between = start - last;
    const key = text.slice(start, at).toLowerCase();
    tokens.push({
      start,
      end: at,
      key,
      stem: isWord && isDigit(text.charCodeAt(at - 1)) ? versioned.exec(key)?.[1] : undefined,
      isWord,
      gap: between === 0 ? "none" : hyphens > 1 || between > longestGap ? "far" : "near",
    });
    last = at;
    hyphens = 0;
  }
  return tokens;
}

const hyphen = 0x2d;
const lineEnd = 0x0a;

function joins(text: string, at: number): boolean {
  const after = text.charCodeAt(at + 1);
  return (
    isLetterOrDigit(text.charCodeAt(at - 1), text, at - 1) &&
    (after === lineEnd || isLetterOrDigit(after, text, at + 1))
  );
}

/** Text is plain (plain-text.ts): there are no other spaces. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === lineEnd;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isLetterOrDigit(code: number, text: string, at: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigit(code);
  return /[\p{L}\p{N}]/u.test(text[at] as string);
}
