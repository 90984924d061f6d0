/**
 * What the change does to pay: the dip, how long savings carry it, and when it is made up for, within four years.
 *
 * Where sources contradict one another all of them are shown, and the lowest is planned on. Pay is gross and without rises in
 * either job; nothing here is advice, and every figure names its source.
 */
import type { Catalog, Occupation, Target } from "../catalog/catalog.ts";
import type { AdvertReport } from "../contract/advert.ts";
import type { Money, Person } from "../contract/person.ts";
import type { MoneyOutlook } from "../contract/plan.ts";

type PayFile = Catalog["pay"] extends ReadonlyMap<string, infer File> ? File : never;
type PayBand = PayFile["bands"][number];
type Level = PayBand["level"];
type OutlookBand = MoneyOutlook["bands"][number];
type PayPath = OutlookBand["paths"][number];

/** "The market's mid-career rate is typically reached in two to four years." s1-frontend-to-backend-uk. Planned on the slow one. */
const monthsToMid = [24, 48] as const;
/** "The cut is felt most in the first 12 to 18 months"; and the four years in which mid-career is reached. */
const monthsLookedAt = { dip: 18, whole: 48 } as const;
/** Fewer adverts with a figure than this, and one odd advert is a fifth of the band. */
const fewestAdverts = 5;
const weeksAMonth = 365.25 / 12 / 7;

export function lookAtMoney(options: {
  payFile: PayFile;
  occupation: Occupation | undefined;
  target: Target;
  money: Money;
  job: Person["job"];
  adverts: AdvertReport | undefined;
  /** Until ready, the late end of the forecast. */
  weeksUntilReady: number;
}): MoneyOutlook {
  const { payFile, occupation, target, money, job } = options;
  const present = presentPay(options);
  const midPay = lowest(bandsOf(payFile, target.pay, "mid").map(middle));
  const entries = entryBands(options);
  const plannedPay = lowest(entries.map(({ pay }) => pay));
  let planned = false;
  const bands = entries.map((entry): OutlookBand => {
    const isPlanned = entry.pay === plannedPay && !planned;
    planned ||= isPlanned;
    return {
      ...entry,
      planned: isPlanned,
      ...(present ? { change: changeFrom(present.pay, entry.pay) } : {}),
      paths: monthsToMid.map((months) =>
        payPath({ entry: entry.pay, mid: midPay ?? entry.pay, months, present: present?.pay }),
      ),
    };
  });
  const slow = bands.find((band) => band.planned)?.paths.at(-1);
  const runway = slow && runwayOf({ slow, money, present: present?.pay });
  const withoutPay = job === "left" ? withoutPayUntil(options) : undefined;
  return {
    currency: payFile.currency,
    locale: payFile.locale,
    ...(present ? { present } : {}),
    bands,
    ...(runway ? { runway } : {}),
    ...(withoutPay ? { withoutPay } : {}),
    notes: notesOn({
      bands,
      slow,
      present: present?.pay,
      payFile,
      occupation,
      target,
      money,
      hasMid: midPay !== undefined,
    }),
  };
}

/** The person's own figure; else the middle of the occupation's band, the highest where sources differ: it makes the dip no smaller than it is. */
function presentPay({
  money,
  payFile,
  occupation,
}: {
  money: Money;
  payFile: PayFile;
  occupation: Occupation | undefined;
}) {
  if (money.presentPay !== undefined) return { pay: money.presentPay, from: "own" as const };
  const bands = occupation ? bandsOf(payFile, occupation.pay ?? occupation.id, money.level) : [];
  const [highest] = bands.sort((a, b) => middle(b) - middle(a));
  return highest && { pay: middle(highest), from: "band" as const, source: highest.source };
}

function bandsOf({ bands }: PayFile, role: string, level: Level): PayBand[] {
  return bands.filter((band) => band.role === role && band.level === level);
}

function middle({ low, high }: { low: number; high: number }): number {
  return (low + high) / 2;
}

function lowest(figures: readonly number[]): number | undefined {
  return figures.length === 0 ? undefined : Math.min(...figures);
}

function entryBands({
  payFile,
  target,
  adverts,
}: {
  payFile: PayFile;
  target: Target;
  adverts: AdvertReport | undefined;
}) {
  const published = bandsOf(payFile, target.pay, "entry").map(({ source, low, high }) => ({ source, low, high }));
  const own = adverts?.pay.find(
    ({ currency, adverts: count }) => currency === payFile.currency && count >= fewestAdverts,
  );
  return [...published, ...(own ? [{ source: "your-adverts", low: own.low, high: own.high }] : [])].map((band) => ({
    ...band,
    pay: middle(band),
  }));
}

function changeFrom(present: number, pay: number): NonNullable<OutlookBand["change"]> {
  return {
    aYear: pay - present,
    aMonth: Math.round((pay - present) / 12),
    share: present === 0 ? 0 : Math.round(((pay - present) / present) * 1000) / 1000,
  };
}

/** In a straight line from the entry band to the middle of the mid-career band, and level after that. */
function payPath(options: { entry: number; mid: number; months: number; present: number | undefined }): PayPath {
  const { entry, mid, months, present } = options;
  // A mid-career band below the entry band of another source is no fall in pay; it is two sources.
  const top = Math.max(entry, mid);
  const payByMonth = Array.from({ length: monthsLookedAt.whole + 1 }, (_, month) =>
    Math.round(entry + ((top - entry) * Math.min(month, months)) / months),
  );
  const gains = sumsOf(payByMonth.slice(0, -1).map((pay) => (pay - (present ?? pay)) / 12));
  const firstMonth = (index: number) => (index === -1 ? null : index);
  return {
    monthsToMid: months,
    payBackMonths: firstMonth(payByMonth.findIndex((pay) => pay >= (present ?? 0))),
    breakEvenMonths:
      present === undefined || payByMonth[0]! >= present
        ? 0
        : firstMonth(gains.findIndex((sum, i) => i > 0 && sum >= 0)),
    after18: Math.round(gains[monthsLookedAt.dip] as number),
    after48: Math.round(gains[monthsLookedAt.whole] as number),
    payByMonth,
  };
}

/** `sums[i]`: of the first i. */
function sumsOf(figures: readonly number[]): number[] {
  const sums = [0];
  for (const figure of figures) sums.push((sums.at(-1) as number) + figure);
  return sums;
}

/**
 * What savings have to carry each month: costs less pay, where both are known as they arrive; else the loss against
 * present pay, which supposes that present pay was just enough.
 */
function runwayOf({
  slow,
  money,
  present,
}: {
  slow: PayPath;
  money: Money;
  present: number | undefined;
}): MoneyOutlook["runway"] {
  const { savings, monthlyCosts, netShare } = money;
  if (savings === undefined) return undefined;
  const need =
    monthlyCosts !== undefined && netShare !== undefined
      ? monthlyCosts
      : present === undefined
        ? undefined
        : (present / 12) * (netShare ?? 1);
  if (need === undefined) return undefined;
  const shortfalls = slow.payByMonth.map((pay) => Math.max(need - (pay / 12) * (netShare ?? 1), 0));
  const sums = sumsOf(shortfalls);
  const usedUp = sums.findIndex((sum) => sum > savings);
  return {
    shortfallAMonth: Math.round(shortfalls[0] as number),
    months: usedUp === -1 ? null : usedUp - 1,
    saveFirst: Math.max(Math.round((sums.at(-1) as number) - savings), 0),
  };
}

function withoutPayUntil({
  money,
  weeksUntilReady,
}: {
  money: Money;
  weeksUntilReady: number;
}): MoneyOutlook["withoutPay"] {
  if (money.savings === undefined || !money.monthlyCosts) return undefined;
  const months = Math.floor((money.savings / money.monthlyCosts) * 10) / 10;
  const needed = Math.ceil((weeksUntilReady / weeksAMonth) * 10) / 10;
  return { months, needed, enough: months >= needed };
}

function notesOn(options: {
  bands: readonly OutlookBand[];
  slow: PayPath | undefined;
  present: number | undefined;
  payFile: PayFile;
  occupation: Occupation | undefined;
  target: Target;
  money: Money;
  hasMid: boolean;
}): string[] {
  const { bands, slow, present, payFile, occupation, target, money, hasMid } = options;
  const amount = (figure: number) =>
    new Intl.NumberFormat(payFile.locale, {
      style: "currency",
      currency: payFile.currency,
      maximumFractionDigits: 0,
    }).format(figure);
  const notes: string[] = [];
  if (bands.length === 0)
    return [`No citable figure for ${target.title} in ${payFile.title} yet. Your own adverts can give one.`];
  if (bands.length > 1)
    notes.push("The sources give different entry bands. All are shown, and the plan counts on the lowest.");
  if (bands.some(({ source }) => source === "your-adverts"))
    notes.push("The band of your adverts mixes all levels that they were written for.");
  if (present === undefined)
    notes.push("Without your present pay only the new pay can be shown. Add it to private.yaml; it stays there.");
  if (occupation && neverAbove(payFile, target.pay, occupation.pay ?? occupation.id))
    notes.push(
      `At every level the figures that the plan counts on are higher for ${occupation.title} than for ${target.title}. They show no gain in pay, neither soon nor later. If you go, go for the work.`,
    );
  if (present !== undefined && slow && slow.payBackMonths === null)
    notes.push(`On the figures that the plan counts on, your pay is not back to ${amount(present)} within four years.`);
  if (present !== undefined && slow && slow.after48 < 0)
    notes.push(`After four years you would have earned ${amount(-slow.after48)} less than by staying, before tax.`);
  if (!hasMid) notes.push("No mid-career figure for this market, so pay is drawn level.");
  notes.push(
    money.netShare === undefined
      ? "All figures are before tax and without rises in either job. After tax the difference is smaller."
      : "Pay is taken before tax and without rises in either job; savings are counted with the share that you keep.",
    "Published bands are of their year and market. Your own adverts and offers know better.",
  );
  return notes;
}

/** On the figures that are planned on, at each level for which both have some, and at two of them at least. */
function neverAbove(payFile: PayFile, target: string, present: string): boolean {
  const levels = (["entry", "mid", "senior"] as const).flatMap((level) => {
    const there = lowest(bandsOf(payFile, present, level).map(middle));
    const here = lowest(bandsOf(payFile, target, level).map(middle));
    return there === undefined || here === undefined ? [] : [here < there];
  });
  return target !== present && levels.length >= 2 && levels.every((below) => below);
}
