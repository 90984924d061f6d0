/**
 * Days, spans and amounts as a plan shows them: "21 Nov 2026", "Jun 2027 to Feb 2028", "1 h 30 min", "8 to 14 h".
 */
const dayMs = 86_400_000;

/** Short, so that they stand in a column. Days are ISO and have no time of day: no time zone may move them. */
export function shortDay(day: string, locale: string): string {
  return format(day, locale, { day: "numeric", month: "short", year: "numeric" });
}

export function shortMonth(day: string, locale: string): string {
  return format(day, locale, { month: "short", year: "numeric" });
}

export function weekdayAndDay(day: string, locale: string): string {
  return format(day, locale, { weekday: "long", day: "numeric", month: "long" });
}

/** "June 2027", or two such months: "June 2027 and February 2028", "June and November 2027". */
export function twoMonths(from: string, to: string, locale: string): string {
  const last = format(to, locale, { month: "long", year: "numeric" });
  if (from.slice(0, 7) === to.slice(0, 7)) return last;
  const sameYear = from.slice(0, 4) === to.slice(0, 4);
  return `${format(from, locale, sameYear ? { month: "long" } : { month: "long", year: "numeric" })} and ${last}`;
}

/** For columns: "Jun 2027 – Feb 2028". */
export function shortSpan(from: string, to: string, locale: string): string {
  return `${shortMonth(from, locale)} – ${shortMonth(to, locale)}`;
}

function format(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** The person's own day, where they are. */
export function localToday(now: Date = new Date()): string {
  const pad = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** "25 min", "2 h", "1 h 30 min". */
export function minutesInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** "8 to 14 h", "8 h", "nothing left". */
export function hoursLeft(low: number, high: number): string {
  if (high === 0) return "nothing left";
  const [from, to] = [rounded(low), rounded(high)];
  const words = (figure: number) => figure.toLocaleString("en-GB");
  return from === to ? `${words(to)} h` : `${words(from)} to ${words(to)} h`;
}

/** Under ten to the half, under a hundred to the whole, above to the ten: an estimate is no finer than that. */
export function rounded(hours: number): number {
  if (hours < 10) return Math.round(hours * 2) / 2;
  return hours < 100 ? Math.round(hours) : Math.round(hours / 10) * 10;
}
