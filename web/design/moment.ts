/**
 * When something happened, in the reader's own time. Of an instant (RFC 3339), not of a day: see words.ts for those.
 */
export const moment = (at: string, locale: string) =>
  new Date(at).toLocaleString(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });

/** "3 Nov 2026" */
export const dayOf = (at: string, locale: string) =>
  new Date(at).toLocaleDateString(locale, { day: "numeric", month: "short", year: "numeric" });
