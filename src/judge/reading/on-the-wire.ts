/**
 * Finding in the statements of a recording what a request had sent. Pure.
 */
import type { Json } from "../../contract/json.ts";
import type { Statement } from "../../contract/recording.ts";

/**
 * Values that cannot be in a statement by chance: longer texts, larger numbers. Dates are left out, since a program may send
 * them in another form.
 */
export function marksOf(sent: { [member: string]: Json } | undefined): string[] {
  return Object.values(sent ?? {}).flatMap((value) => {
    if (typeof value === "string" && /^[A-Za-z0-9]{12,}$/.test(value)) return [value];
    return typeof value === "number" && Number.isInteger(value) && value >= 100_000 ? [String(value)] : [];
  });
}

export function carries(statement: Statement, mark: string): boolean {
  const whole = new RegExp(`(?<![A-Za-z0-9])${mark}(?![A-Za-z0-9])`);
  // Drivers that send values in binary form: texts as their bytes.
  const hex = Buffer.from(mark).toString("hex");
  return (
    whole.test(statement.text) ||
    (statement.parameters ?? []).some((value) => value !== null && (whole.test(value) || isHexOf(value, hex)))
  );
}

function isHexOf(value: string, hex: string): boolean {
  return value.startsWith("\\x") && value.includes(hex);
}
