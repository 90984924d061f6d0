/**
 * Puts values into authored text. `{{name}}` is all there is: no conditions, no loops, no expressions.
 */
import type { GuideValue } from "../../contract/guide.ts";

/** What is not known of this person or occupation is not in it. */
export type Values = Readonly<Partial<Record<GuideValue, string>>>;

/** Throws where a value is not known: a passage is only chosen where all of its values are. */
export function fillText(text: string, values: Values): string {
  const lines = unwrapped(text);
  return lines.replace(named, (_, name: string) => {
    const value = values[name as GuideValue];
    if (value === undefined) throw new Error(`the guide has no value {{${name}}} here, in: ${text.slice(0, 80)}`);
    return value;
  });
}

/** Whether every value that the text names is known. */
export function canFill(text: string, values: Values): boolean {
  return [...text.matchAll(named)].every(([, name]) => values[name as GuideValue] !== undefined);
}

const named = /\{\{\s*(\w+)\s*\}\}/g;

/**
 * Authored lines are wrapped for reading in an editor. In a terminal or on a page they wrap anew, and a value changes their
 * length, so the wraps go. Paragraphs, list items and code keep their lines.
 */
export function unwrapped(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph.includes("```") ? paragraph : paragraph.replace(/\n(?!\s*(?:[-*]|\d+\.) )\s*/g, " "),
    )
    .join("\n\n")
    .trim();
}
