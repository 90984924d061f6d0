/**
 * A section of the guide: one file `content/guide/<nn>-<section>.md`, fourteen of them, in the order of their numbers.
 *
 * The body is cut into passages by its level-two headings; a heading is the passage's name (`## same-sector`) and is never
 * shown. Code decides which passages a person reads and in which order (src/plan/guide/sections/); the file holds nothing but
 * the words. In them stand named values, `{{anOccupation}}`, from the closed list `guideValues` of src/contract/guide.ts. There is no other
 * template language: no conditions, no loops. A name that the list does not know is a content mistake (`unknownValues`).
 */
import * as z from "zod";
import { guideSectionIds, guideValues } from "../../contract/guide.ts";

export const guideSectionSchema = z.strictObject({
  /** As the reader sees it; values may stand in it. */
  title: z.string(),
  /** Ids of sources whose figure or claim it repeats. */
  sources: z.array(z.string()).default([]),
  rows: z.array(z.string()).default([]),
});
export type GuideSectionFrontMatter = z.infer<typeof guideSectionSchema>;

/** File names without `.md`: "01-can-you-move". */
export const guideSectionFiles = guideSectionIds.map((id, i) => `${String(i + 1).padStart(2, "0")}-${id}`);

/** Names in `{{…}}` that nobody fills in; the reader says each as a mistake, with the nearest right name. Applies to faqs, mistakes and habits, too. */
export function unknownValues(text: string): string[] {
  const known = new Set<string>(Object.keys(guideValues));
  return [...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map(([, name]) => name ?? "").filter((name) => !known.has(name));
}
