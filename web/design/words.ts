/**
 * Days, spans, hours and amounts as pages say them. Days are ISO dates without a time of day: no time zone may move them.
 */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  formats.set(key, known);
  return known.format(new Date(`${day}T00:00:00Z`));
}

/** "21 Nov 2026" */
export const shortDay = (day: string, locale: string) =>
  format(day, locale, { day: "numeric", month: "short", year: "numeric" });

/** "21 November" */
export const dayAndMonth = (day: string, locale: string) => format(day, locale, { day: "numeric", month: "long" });

/** "Nov 2026" */
export const shortMonth = (day: string, locale: string) => format(day, locale, { month: "short", year: "numeric" });

/** "November 2026" */
export const longMonth = (day: string, locale: string) => format(day, locale, { month: "long", year: "numeric" });

/** "Nov" */
export const monthName = (day: string, locale: string) => format(day, locale, { month: "short" });

/** "June 2027 and February 2028", "June and November 2027", or one month where both are in it. */
export function twoMonths(from: string, to: string, locale: string): string {
  const last = longMonth(to, locale);
  if (from.slice(0, 7) === to.slice(0, 7)) return last;
  const sameYear = from.slice(0, 4) === to.slice(0, 4);
  return `${sameYear ? format(from, locale, { month: "long" }) : longMonth(from, locale)} and ${last}`;
}

/** "Nov 2026 to Feb 2027", "Nov to Dec 2026", "Nov 2026". */
export function monthSpan(from: string, to: string, locale: string): string {
  if (from.slice(0, 7) === to.slice(0, 7)) return shortMonth(to, locale);
  const sameYear = from.slice(0, 4) === to.slice(0, 4);
  return `${sameYear ? monthName(from, locale) : shortMonth(from, locale)} to ${shortMonth(to, locale)}`;
}

/** "8 to 14 h", "8 h". Under ten to the half, from a hundred on to the ten: an estimate is no finer than that. */
export function hoursLeft(low: number, high: number): string {
  if (high === 0) return "nothing left";
  const [from, to] = [rounded(low), rounded(high)];
  return from === to
    ? `${to.toLocaleString("en-GB")} h`
    : `${from.toLocaleString("en-GB")} to ${to.toLocaleString("en-GB")} h`;
}

function rounded(hours: number): number {
  if (hours < 10) return Math.round(hours * 2) / 2;
  return hours < 100 ? Math.round(hours) : Math.round(hours / 10) * 10;
}

/** "£38,000" */
export function amountIn({ currency, locale }: { currency: string; locale: string }): (figure: number) => string {
  const money = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 });
  return (figure) => money.format(Math.round(figure));
}

/** "80%" */
export const percent = (share: number) => `${Math.round(share * 100)}%`;

/** "1 skill", "3 skills" */
export const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** "Saturday, 21 November" */
export const weekdayAndDay = (day: string, locale: string) =>
  format(day, locale, { weekday: "long", day: "numeric", month: "long" });

/** "25 minutes", "2 hours", "1½ hours" */
export function minutesInWords(minutes: number): string {
  if (minutes < 60) return counted(minutes, "minute");
  const quarters = Math.round(minutes / 15);
  const whole = Math.floor(quarters / 4);
  const part = ["", "¼", "½", "¾"][quarters % 4] ?? "";
  return `${whole}${part} ${whole === 1 && part === "" ? "hour" : "hours"}`;
}
