/**
 * A mistake of one content file about another: a name that leads nowhere.
 */
import { suggestion } from "./mistakes.ts";

/** A mistake, before it is known on which line of its file it stands. */
export interface Lead {
  path: string;
  place: readonly PropertyKey[];
  message: string;
}

/** One mistake where the id is not among the known ones, else none. */
export function lead(
  path: string,
  place: readonly PropertyKey[],
  kind: string,
  id: string,
  known: Iterable<string>,
): Lead[] {
  const ids = [...known];
  if (ids.includes(id)) return [];
  return [{ path, place, message: `names the ${kind} \`${id}\`, which is not there${suggestion(id, ids)}` }];
}

export function leads(
  path: string,
  member: string,
  kind: string,
  ids: readonly string[],
  known: Iterable<string>,
): Lead[] {
  // An iterator, as keys() gives one, can be gone through once only.
  const all = [...known];
  return ids.flatMap((id, i) => lead(path, [member, i], kind, id, all));
}
