/**
 * Pay as an advert states it: a range or one figure, its currency, and the time it is for. The first that reads like pay, because
 * adverts open with it; a range before a single figure.
 *
 * What is not said is not guessed, except the period: a figure says itself whether it is for a year, a day or an hour.
 */
import type { AdvertPay, AdvertSentence } from "../../contract/advert.ts";

type Pay = Omit<AdvertPay, "sentence">;

/** What anybody is paid; outside of it a figure is a turnover, a bonus or a phone number. Wide on purpose. */
const plausible: Record<Pay["period"], readonly [number, number]> = {
  year: [10_000, 900_000],
  month: [800, 60_000],
  day: [80, 3_000],
  hour: [8, 400],
};

const symbols: Record<string, string> = { "£": "GBP", $: "USD", "€": "EUR" };
const money = "(?:(?<c$>US|CA|AU)?(?<s$>[£$€])|(?<w$>GBP|USD|EUR|CAD|AUD)) ?";
const figure = "(?<n$>\\d{1,3}(?:[,.]\\d{3})+(?:\\.\\d{2})?|\\d+(?:\\.\\d{1,2})?)(?<k$> ?[kK](?![a-zA-Z]))?";
const one = (name: string) => `(?:${money.replaceAll("$>", `${name}>`)})?${figure.replaceAll("$>", `${name}>`)}`;
const between = " ?(?:\\/ ?(?:yr|year|hr|hour|day)|(?:per|a) (?:year|annum|day|hour))? ?(?:-|–|—|to|and|up to) ?";
const range = new RegExp(
  `(?<![\\d.,\\w])${one("a")}${between}${one("b")}(?: ?(?<after>GBP|USD|EUR|CAD|AUD))?(?!\\d)`,
  "g",
);
const single = new RegExp(
  `(?<limit>up to |from |starting at |starting (?:salary|from) |circa |c\\. ?|minimum (?:of )?)?(?<![\\d.,\\w])${one("a")}(?<open> ?\\+)?(?: ?(?<after>GBP|USD|EUR|CAD|AUD))?(?!\\d)`,
  "gi",
);

export function readPay(sentences: readonly AdvertSentence[]): AdvertPay | undefined {
  for (const find of [rangeIn, pairIn, singleIn]) {
    for (const [index, { text }] of sentences.entries()) {
      if (!/[£$€]|GBP|USD|EUR|CAD|AUD/.test(text)) continue;
      const pay = find(text);
      if (pay) return { ...pay, sentence: index };
    }
  }
  return undefined;
}

function rangeIn(text: string): Pay | undefined {
  for (const found of text.matchAll(range)) {
    const groups = found.groups ?? {};
    const currency = currencyOf(groups, "a") ?? currencyOf(groups, "b") ?? groups.after;
    if (!currency) continue;
    // "£28–34k": the k is for both.
    const thousands = groups.kb !== undefined;
    const high = amountOf(groups.nb, thousands);
    const low = amountOf(groups.na, groups.ka !== undefined || (thousands && amountOf(groups.na, false) < 1000));
    const pay = { low, high, currency, period: periodOf(text, found.index + found[0].length, high) };
    if (low <= high && isPlausible(pay) && high / low < widest) return pay;
  }
  return undefined;
}

/** "£27,000 in training, £32,000 when you join": bands are rarely wider than three times the floor. */
const widest = 4;

function pairIn(text: string): Pay | undefined {
  if (!/salary|pay\b|compensation|£|€/i.test(text) || /rising|after \d|bonus/i.test(text)) return undefined;
  const amounts = [...text.matchAll(single)].flatMap((found) => payOf(found, text) ?? []);
  const [first, second] = amounts;
  if (!first || !second || amounts.length !== 2) return undefined;
  if (first.currency !== second.currency || first.period !== second.period || !first.low || !second.low)
    return undefined;
  return first.low < second.low && second.low / first.low < widest ? { ...first, high: second.low } : undefined;
}

function singleIn(text: string): Pay | undefined {
  for (const found of text.matchAll(single)) {
    const pay = payOf(found, text);
    // "a £1,000 training budget", "£14bn", "$40M": money, but nobody's pay.
    if (pay && !/^ ?(?:bn|m\b|million|billion)/i.test(text.slice(found.index + found[0].length))) return pay;
  }
  return undefined;
}

function payOf(found: RegExpMatchArray, text: string): Pay | undefined {
  const groups = found.groups ?? {};
  const currency = currencyOf(groups, "a") ?? groups.after;
  if (!currency) return undefined;
  const amount = amountOf(groups.na, groups.ka !== undefined);
  const end = (found.index as number) + found[0].length;
  if (
    /budget|allowance|bonus|voucher|referral|stipend|raised|funding|turnover/i.test(
      text.slice(Math.max(0, end - 50), end + 25),
    )
  )
    return undefined;
  const pay = { currency, period: periodOf(text, end, amount) };
  if (!isPlausible({ ...pay, low: amount, high: amount })) return undefined;
  if (/up to/i.test(groups.limit ?? "")) return { ...pay, high: amount };
  if (groups.open || /from|minimum/i.test(groups.limit ?? "")) return { ...pay, low: amount };
  return { ...pay, low: amount, high: amount };
}

function currencyOf(groups: Record<string, string | undefined>, name: string): string | undefined {
  const dollar = { CA: "CAD", AU: "AUD", US: "USD" }[groups[`c${name}`] ?? ""];
  return dollar ?? symbols[groups[`s${name}`] ?? ""] ?? groups[`w${name}`];
}

function amountOf(written: string | undefined, thousands: boolean): number {
  const cents = /[.,]\d{3}\.\d{2}$/.test(written ?? "") || /^\d+\.\d{1,2}$/.test(written ?? "");
  const plain = cents ? (written ?? "").replaceAll(",", "") : (written ?? "").replace(/[.,](?=\d{3})/g, "");
  return Number(plain) * (thousands ? 1000 : 1);
}

function periodOf(text: string, end: number, amount: number): Pay["period"] {
  const said =
    /^[^.;\d]{0,18}?(?:\b(?:per|an?|each) |\/ ?|\bp\.? ?\/?)(hour|hr|h\b|day|d\b|diem|month|mo\b|year|yr|annum|a\b)/i.exec(
      text.slice(end, end + 40),
    )?.[1];
  const unit = said?.toLowerCase()[0];
  const periods = { h: "hour", d: "day", m: "month", y: "year", a: "year" } as const;
  if (unit && unit in periods) return periods[unit as keyof typeof periods];
  if (/day rate|daily rate|per day/i.test(text) && amount < 3_000) return "day";
  if (/hourly|per hour/i.test(text) && amount < 400) return "hour";
  return amount >= plausible.year[0] ? "year" : amount >= 200 ? "day" : "hour";
}

function isPlausible({ low, high, period }: { low: number; high: number; period: Pay["period"] }): boolean {
  const [least, most] = plausible[period];
  return low >= least && high <= most;
}
