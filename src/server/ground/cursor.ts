/**
 * Cursors: where in an ordered list the next page begins. Opaque to clients, checked when they come back.
 */
import { HttpProblem } from "./problems.ts";

interface Place {
  /** What the list is ordered by, as PostgreSQL reads it. */
  key: string;
  id: string;
}

export function cursorOf(key: string, id: string): string {
  return Buffer.from(JSON.stringify([key, id])).toString("base64url");
}

export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const place = parse(Buffer.from(cursor, "base64url").toString("utf8"));
  if (!place) throw new HttpProblem(400, "This cursor is not one of ours", { fix: "begin again without a cursor" });
  return place;
}

function parse(text: string): Place | undefined {
  try {
    const [key, id] = JSON.parse(text) as unknown[];
    const isDay =
      typeof key === "string" && /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(key) && !Number.isNaN(Date.parse(key));
    if (isDay && typeof id === "string" && /^[0-9a-f-]{15,64}$/.test(id)) return { key, id };
  } catch {
    // Not ours.
  }
  return undefined;
}
