/**
 * Values that change a statement if they are pasted into it, and harmless ones of as many words. Pure.
 *
 * All of them do no harm where they work: nothing is dropped, changed or slept on, and added conditions are false. Each begins and ends
 * with a mark of its own, by which it is found again on the wire.
 */
import type { Random } from "../../base/random.ts";

export interface Marked {
  head: string;
  tail: string;
  value: string;
  harmless: boolean;
}

export interface TextOptions {
  /** False where a comment would cut off the condition of an UPDATE, and so change every row. */
  mayCutOff: boolean;
  most?: number | undefined;
}

export function textInjections(random: Random, { mayCutOff, most = 200 }: TextOptions): Marked[] {
  const marked = (harmless: boolean, build: (head: string, tail: string) => string): Marked => {
    const [head, tail] = [`q${random.token(5)}`, `z${random.token(5)}`];
    return { head, tail, value: build(head, tail), harmless };
  };
  // Always five words: a program that takes a text apart does so with the harmless one as well.
  const all = [
    marked(true, (h, t) => `${h} one two three ${t}`),
    marked(true, (h, t) => `${h}and${t}`),
    marked(false, (h, t) => `${h}' OR '1'='1 x ${t}`),
    ...(mayCutOff ? [marked(false, (h, t) => `${h}'; select 1; -- ${t}`)] : []),
    marked(false, (h, t) => `${h}') x -- y ${t}`),
    marked(false, (h, t) => `${h}\\' OR 1=1 -- ${t}`),
    marked(false, (h, t) => `${h}" $$ */ %s ${t}`),
  ];
  return all.filter(({ value }) => value.length <= most);
}

/** For places where a number is due, and programs look only at how the text begins. `known` is a value that is right there. */
export function numberInjections(random: Random, known: string): Marked[] {
  const marked = (build: (head: string, tail: string) => string): Marked => {
    const [head, tail] = [String(random.integer(7_000_000, 7_999_999)), String(random.integer(8_000_000, 8_999_999))];
    return { head, tail, value: build(head, tail), harmless: false };
  };
  return [
    { head: known, tail: known, value: known, harmless: true },
    marked((h, t) => `${known} AND ${h}>${t}`),
    marked((h, t) => `${known};select ${h};--${t}`),
  ];
}

/** A cursor whose content can be read: with its last value replaced. Undefined for one that cannot be read. */
export function cursorWith(cursor: string): ((value: string) => string) | undefined {
  for (const encoding of ["base64url", "base64"] as const) {
    const bytes = Buffer.from(cursor, encoding);
    const padded = Buffer.from(bytes).toString(encoding) !== cursor;
    const text = bytes.toString("utf8");
    if (padded && cursor.replace(/=+$/, "") !== bytes.toString(encoding).replace(/=+$/, "")) continue;
    if (text.length < 1 || !/^[\x20-\x7e]+$/.test(text)) continue;
    const replaced = replaceLast(text);
    return (value) => Buffer.from(replaced(value)).toString(encoding);
  }
  return undefined;
}

function replaceLast(text: string): (value: string) => string {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === "object" && content !== null && Object.keys(content).length > 0) {
      const last = Object.keys(content).at(-1) as string;
      return (value) =>
        JSON.stringify(Array.isArray(content) ? [...content.slice(0, -1), value] : { ...content, [last]: value });
    }
  } catch {
    // Not JSON: parts with something between them, perhaps.
  }
  const kept = /^(.*[|,;:_~])[^|,;:_~]+$/.exec(text)?.[1] ?? "";
  return (value) => kept + value;
}
