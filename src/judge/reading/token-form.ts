/**
 * What was found out about the form of the program's tokens.
 */
import type { RecordingView } from "../check.ts";
import type { TokenForm } from "../scenarios/forge-tokens.ts";

/** Undefined when no token was seen. */
export function tokenForm(view: RecordingView): TokenForm | undefined {
  const fact = view.of("fact", "forge-tokens").find(({ name }) => name === "token-form");
  return fact?.value as unknown as TokenForm | undefined;
}
