/**
 * The checks that --only names, in the registry's order; a slip of the pen is answered with the nearest one.
 */
import { UserError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import type { Check } from "../judge/check.ts";

export function selectChecks(
  checks: ReadonlyMap<string, Check>,
  only: readonly string[] | undefined,
  called: string,
): Map<string, Check> {
  if (only === undefined) return new Map(checks);
  for (const id of only) if (!checks.has(id)) throw unknownCheck(id, checks, called);
  if (only.length === 0) {
    throw new UserError("no-check-chosen", "--only names no check", { fix: `\`${called} checks\` lists them` });
  }
  return new Map([...checks].filter(([id]) => only.includes(id)));
}

export function unknownCheck(id: string, checks: ReadonlyMap<string, Check>, called: string): UserError {
  const close = nearest(id, checks.keys());
  return new UserError("unknown-check", `there is no check '${id}'${close ? `; did you mean ${close}?` : ""}`, {
    fix: `\`${called} checks\` lists them`,
  });
}
