/**
 * Which program a document speaks of, and texts out of it that PostgreSQL can hold and index.
 */
import type { Evidence } from "../../contract/evidence.ts";

export interface SubjectName {
  /** The project's id; for an API of the person's own, `own:` and its title. */
  name: string;
  project: string | null;
}

export function subjectOf({ project, contract }: Pick<Evidence, "project" | "contract">): SubjectName {
  if (project !== null) return { name: lightText(project), project: lightText(project) };
  return { name: lightText(`own:${contract.title}`), project: null };
}

/** A row of a B-tree holds some 2,700 bytes, so that 300 characters are safe in any script, and no honest title is longer. */
const mostCharacters = 300;

/** The document itself is kept whole; this is for lists. `text` holds neither NUL nor half of a surrogate pair. */
export function lightText(text: string): string {
  return text.slice(0, mostCharacters).toWellFormed().replaceAll("\0", "\u2400");
}
