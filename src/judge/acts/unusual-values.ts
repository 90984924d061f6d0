/**
 * Values that a contract allows and that programs are often not ready for. Pure.
 */
import type { Json } from "../../contract/json.ts";
import type { JsonSchema } from "../../contract/surface.ts";
import { hasType, numberOf } from "./members.ts";

export interface UnusualValue {
  /** In words, for people: "a family emoji (joined by zero-width joiners)". */
  what: string;
  value: Json;
  /**
   * May be refused: characters beyond the BMP up to the maximal length are counted by some languages in UTF-16 units, so
   * that a program may honestly, if wrongly, believe that the text is too long.
   */
  mayBeRefused?: boolean;
}

/** Code points are named by escapes where an editor or a font would hide them. */
export function unusualTexts(schema: JsonSchema): UnusualValue[] {
  const most = numberOf(schema, "maxLength") ?? 1000;
  const least = numberOf(schema, "minLength") ?? 0;
  const texts: UnusualValue[] = [
    { what: "emoji", value: "🎉 paid 🍕" },
    { what: "emoji joined by zero-width joiners", value: "👨‍👩‍👧‍👦 and 🏳️‍🌈" },
    { what: "right-to-left text with direction marks", value: "\u200fשלום \u202bمرحبا\u202c 12\u200e" },
    { what: "combining marks, decomposed (NFD)", value: "cafe\u0301 A\u030angstro\u0308m" },
    { what: "composed letters (NFC)", value: "caf\u00e9 \u00c5ngstr\u00f6m" },
    { what: "Hangul as single jamo", value: "\u1112\u1161\u11ab\u1100\u1173\u11af" },
    { what: "Chinese beyond the first plane", value: "𠮷野家 𡈽" },
    { what: "a zero-width space and a word joiner", value: "in\u200bvisible\u2060joints" },
    { what: "spaces at both ends", value: "  spaced out  " },
    { what: "line breaks and a tab inside", value: "first\nsecond\r\n\tthird" },
    { what: "quotes, backslashes and percent signs", value: `it's "100%" \\ 50\\% \\n \\u0041` },
    { what: "markup", value: "<script>alert('1')</script> &amp; <b>" },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what it looks like
    { what: "what looks like code", value: "{{7*7}} ${7*7} %s %(x)s :name $1 ? --" },
    { what: "the text null", value: "null" },
    { what: "digits only", value: "007" },
    { what: "ligatures and letters that change length in upper case", value: "ﬁne Straße ŉ İi" },
    { what: "control characters that JSON must escape", value: "bell\u0007 escape\u001b delete\u007f" },
    { what: "a no-break space and a line separator", value: "no\u00a0break\u2028line" },
  ];
  if (most <= 10_000) {
    texts.push({ what: `${most} characters of two and three bytes`, value: "é語".repeat(most).slice(0, most) });
    texts.push({ what: `${most} emoji`, value: "😀".repeat(most), mayBeRefused: true });
    const half = Math.floor(most / 2);
    if (half > 1) texts.push({ what: `${half} emoji`, value: "🚀".repeat(half) });
  }
  return texts.filter(({ value }) => {
    const length = [...(value as string)].length;
    return length >= least && length <= most;
  });
}

/** The limits of the schema, just inside them, and the places where machines change the representation of a number. */
export function unusualNumbers(schema: JsonSchema): UnusualValue[] {
  const whole = !hasType(schema, "number");
  const step = numberOf(schema, "multipleOf");
  const above = numberOf(schema, "exclusiveMinimum");
  const below = numberOf(schema, "exclusiveMaximum");
  const least = numberOf(schema, "minimum") ?? (above === undefined ? undefined : above + 1);
  const most = numberOf(schema, "maximum") ?? (below === undefined ? undefined : below - 1);
  const candidates: [string, number | undefined][] = [
    ["the smallest that is allowed", least],
    ["just above the smallest", least === undefined ? undefined : least + 1],
    ["the largest that is allowed", most],
    ["just below the largest", most === undefined ? undefined : most - 1],
    ["nine nines", 999_999_999],
    ["more than 16 bits", 65_536],
    ["more than a 4-byte float can hold exactly", 16_777_217],
    // Beyond 4 bytes only where the contract says so: without a maximum it promises nothing about size.
    ["the largest signed 4-byte integer", most === undefined ? undefined : 2_147_483_647],
    ["more than a signed 4-byte integer", most === undefined ? undefined : 2_147_483_648],
    ["the largest integer that JSON numbers carry safely", most === undefined ? undefined : Number.MAX_SAFE_INTEGER],
    ["two decimals", whole ? undefined : 19.99],
    ["a sum that binary fractions miss", whole ? undefined : 0.1],
  ];
  const seen = new Set<number>();
  return candidates.flatMap(([what, value]) => {
    if (value === undefined || seen.has(value)) return [];
    if (value < (least ?? 0) || value > (most ?? Number.POSITIVE_INFINITY)) return [];
    if (step !== undefined && value % step !== 0) return [];
    if (whole && !Number.isSafeInteger(value)) return [];
    seen.add(value);
    return [{ what, value }];
  });
}

/** All of them past: programs may believe that nothing was spent, born or sent tomorrow, though no schema says so. */
export const unusualDates: readonly UnusualValue[] = [
  { what: "a leap day", value: "2024-02-29" },
  { what: "the last day of a year", value: "2023-12-31" },
  { what: "the first day of a year", value: "2024-01-01" },
  { what: "the day on which clocks go forward in the US", value: "2024-03-10" },
  { what: "the day on which clocks go forward in Europe", value: "2024-03-31" },
  { what: "the day on which clocks go back in Europe", value: "2024-10-27" },
  { what: "a day before 1970", value: "1969-12-31" },
];

export const unusualMoments: readonly UnusualValue[] = [
  { what: "with an offset", value: "2024-03-31T02:30:00+01:00" },
  { what: "on a leap day", value: "2024-02-29T23:59:59Z" },
];
