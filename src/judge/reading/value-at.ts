import type { Json } from "../../contract/json.ts";

/** The value at "items.0.amount"; undefined where the path leads nowhere. */
export function valueAt(value: Json, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Array.isArray(found) ? found[Number(step)] : found[step];
  }
  return found;
}
