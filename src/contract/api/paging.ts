/**
 * Lists come in pages by cursor, the newest first: what is added or removed between two pages moves nothing.
 */
import * as z from "zod";

export const pageQuerySchema = z.strictObject({
  /** Rows a page. */
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `nextCursor` of the page before. Opaque. */
  cursor: z.string().max(200).optional(),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
