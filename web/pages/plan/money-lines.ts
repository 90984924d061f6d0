/**
 * Pay over months as lines: what a picture of it needs, worked out apart so that it can be tested.
 */
import type { MoneyOutlook } from "../../../src/contract/plan.ts";

export interface PayLine {
  id: string;
  source: string;
  planned: boolean;
  monthsToMid: number;
  /** Points of an SVG polyline: x in months, y from 0 at the top to 100. */
  points: string;
}

export interface PayPicture {
  lines: PayLine[];
  /** The area between the quick and the slow way of the band that is planned on. */
  area: string;
  /** Of staying; absent while present pay is not known. */
  stayAt: number | undefined;
  ticks: { pay: number; at: number }[];
  lastMonth: number;
}

export function payPicture({ bands, present }: MoneyOutlook): PayPicture {
  const all = bands.flatMap(({ paths }) => paths.flatMap(({ payByMonth }) => payByMonth));
  const highest = Math.max(...all, present?.pay ?? 0, 1);
  // From nought, so that a dip looks as large as it is.
  const step = niceStep(highest / 4);
  const top = Math.ceil((highest * 1.04) / step) * step;
  const y = (pay: number) => Math.round((1 - pay / top) * 10_000) / 100;
  const pointsOf = (pays: readonly number[]) => pays.map((pay, month) => `${month},${y(pay)}`);
  const lines = bands.flatMap(({ source, planned, paths }) =>
    paths.map(({ monthsToMid, payByMonth }) => ({
      id: `${source} ${monthsToMid}`,
      source,
      planned,
      monthsToMid,
      points: pointsOf(payByMonth).join(" "),
    })),
  );
  const [quick, slow] = bands.find(({ planned }) => planned)?.paths ?? [];
  return {
    lines,
    area: quick && slow ? [...pointsOf(quick.payByMonth), ...pointsOf(slow.payByMonth).reverse()].join(" ") : "",
    stayAt: present && y(present.pay),
    ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, i) => ({ pay: i * step, at: y(i * step) })),
    lastMonth: Math.max(...bands.flatMap(({ paths }) => paths.map(({ payByMonth }) => payByMonth.length - 1)), 1),
  };
}

/** 1, 2 or 5 with noughts. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

type Path = MoneyOutlook["bands"][number]["paths"][number];

export function pathSentence(
  { monthsToMid, payBackMonths, breakEvenMonths, after18, after48 }: Path,
  amount: (figure: number) => string,
): string {
  const back =
    payBackMonths === null
      ? "a month's pay does not come back to what it was within four years"
      : payBackMonths === 0
        ? "a month's pay is never lower than it was"
        : `a month's pay is back after ${payBackMonths} months`;
  const even =
    breakEvenMonths === null
      ? ", and the sum is not even within four years"
      : breakEvenMonths === 0
        ? ""
        : `, and the sum is even after ${breakEvenMonths} months`;
  return `With mid-career pay after ${monthsToMid / 12} years, ${back}${even}. In all ${difference(after18, amount)} after 18 months, ${difference(after48, amount)} after 4 years.`;
}

/** "£8,200 less" */
export function difference(figure: number, amount: (figure: number) => string): string {
  if (Math.round(figure) === 0) return "no change";
  return `${amount(Math.abs(figure))} ${figure < 0 ? "less" : "more"}`;
}
