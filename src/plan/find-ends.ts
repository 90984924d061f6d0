/**
 * The two ends of a way, looked up by their ids: the occupation it starts from, and the target. What was mistyped is told
 * with the nearest right word.
 */
import { UserError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import type { Catalog, Occupation, Target } from "../catalog/catalog.ts";

export function findOccupation({ occupations }: Pick<Catalog, "occupations">, id: string, fix: string): Occupation {
  const found = occupations.get(id);
  if (found) return found;
  throw new UserError("unknown-occupation", `there is no occupation \`${id}\`${hint(id, occupations)}`, { fix });
}

export function findTarget({ targets }: Pick<Catalog, "targets">, id: string, fix: string): Target {
  const found = targets.get(id);
  if (found) return found;
  throw new UserError("unknown-target", `there is no target \`${id}\`${hint(id, targets)}`, { fix });
}

function hint(id: string, known: ReadonlyMap<string, unknown>): string {
  const close = nearest(id, known.keys());
  return close ? `; did you mean \`${close}\`?` : "";
}
