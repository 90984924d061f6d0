/**
 * What --only and --skip name: checks in the registry's order, and scenarios. A slip of the pen is answered with the nearest one.
 */
import { UserError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import type { Check } from "../judge/check.ts";
import type { Scenario } from "../judge/scenario.ts";

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

/** Throws when one of the names is no scenario; many will take the name of a check for it. */
export function requireScenarios(
  named: readonly string[] | undefined,
  { checks, scenarios }: { checks: ReadonlyMap<string, Check>; scenarios: ReadonlyMap<string, Scenario> },
  called: string,
): void {
  const unknown = named?.find((id) => !scenarios.has(id));
  if (unknown === undefined) return;
  const check = checks.get(unknown);
  if (check) {
    const read = check.scenarios.join(", ");
    throw new UserError("unknown-scenario", `'${unknown}' is a check, and --skip leaves out scenarios`, {
      fix: `the check reads ${read}: \`${called} check --skip ${check.scenarios[0]}\``,
    });
  }
  const close = nearest(unknown, scenarios.keys());
  throw new UserError(
    "unknown-scenario",
    `there is no scenario '${unknown}'${close ? `; did you mean ${close}?` : ""}`,
    {
      fix: `\`${called} checks --json\` says which scenarios each check reads`,
    },
  );
}
