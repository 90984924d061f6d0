/**
 * Numbers, names and dates as they stand in a sentence. One place, because a guide is believed until its grammar slips.
 */

const small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** "seven", "38": up to twelve in words, as books do. */
export function numberWord(count: number): string {
  return small[count] ?? String(count);
}

/** "3 skills", "1 skill". */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "A, B and C". Above `most`, the rest is a number: "A, B and 7 more". */
export function listed(items: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = items.length > most ? [...items.slice(0, most), `${numberWord(items.length - most)} more`] : [...items];
  const last = shown.pop();
  if (last === undefined || shown.length === 0) return last ?? "";
  // "A, B and C and D" would be read twice.
  const comma = [...shown, last].some((item) => / and /.test(item)) ? "," : "";
  return `${shown.join(", ")}${comma} and ${last}`;
}

/** A title as it stands inside a sentence: "Nurse" is a nurse; "BI analyst" and "Docker image" stay. */
export function insideSentence(title: string): string {
  const [first = ""] = title.split(/[\s/,-]/, 1);
  const isWord = /^[A-Z][a-z]*$/.test(first) && !names.has(first) && title !== first.toUpperCase();
  return isWord ? title[0]?.toLowerCase() + title.slice(1) : title;
}

/** Names that titles of skills and occupations begin with, and that look like words. */
const names = new Set(
  "Python Java Go Node Linux Git Docker Compose Kubernetes Redis Kafka Nginx Caddy Express Fastify Django Celery Unicode".split(
    " ",
  ),
);

/** "a nurse", "an accountant", "an HR adviser", "a UX designer". */
export function withArticle(title: string): string {
  const name = insideSentence(title);
  const [first = ""] = name.split(/[\s/-]/, 1);
  // Letters of an abbreviation are spoken one by one, and these begin with a vowel when spoken.
  const spelled = /^[A-Z]{2,}$/.test(first) || first.length === 1;
  const vowel = spelled
    ? /^[AEFHILMNORSX]/i.test(first)
    : /^[aeiou]/i.test(first) && !/^(uni|use|user|eu|one)/i.test(first);
  return `${vowel ? "an" : "a"} ${name}`;
}

/** "430 to 720 hours". From a hundred on to the nearest ten: the estimate is no finer than that. */
export function hoursRange(low: number, high: number): string {
  if (high === 0) return "no hours";
  const [from, to] = [roughly(low), roughly(high)];
  return from === to ? counted(to, "hour") : `${from} to ${to} hours`;
}

/** "43 to 72 weeks". */
export function weeksRange(low: number, high: number): string {
  const [from, to] = [Math.ceil(low), Math.ceil(high)];
  return from === to ? counted(to, "week") : `${from} to ${to} weeks`;
}

function roughly(hours: number): number {
  return hours >= 100 ? Math.round(hours / 10) * 10 : Math.round(hours);
}

/** "£26,000 to £38,000", "£70,000 to £110,000 or more", "above $100,000". */
export function payRange(
  { low, high, open }: { low: number; high: number; open: boolean },
  { currency, locale }: { currency: string; locale: string },
): string {
  const money = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 });
  if (low === high) return open ? `above ${money.format(low)}` : money.format(low);
  return `${money.format(low)} to ${money.format(high)}${open ? " or more" : ""}`;
}

/** "1 December 2025". Days are ISO and have no time of day, so no time zone may move them. */
export function dayInWords(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** "1 Dec 2025", for tables. */
export function shortDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** "December 2025". */
export function monthInWords(day: string, locale: string): string {
  const parts = { year: "numeric", month: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, parts).format(new Date(`${day}T00:00:00Z`));
}

/** Which week of a plan a day is in, counted from 1. */
export function weekOf(day: string, began: string): number {
  return Math.floor((Date.parse(day) - Date.parse(began)) / (7 * 24 * 60 * 60 * 1000)) + 1;
}
