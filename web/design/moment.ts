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

/** "41 s", "3 min 20 s" */
export function duration(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
