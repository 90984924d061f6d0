/**
 * What the move does to pay, plainly. It is about the person's own money, so it is shown to them and put into nothing that
 * is handed on.
 */
import type { MoneyOutlook } from "../../contract/plan.ts";
import { columns } from "../terminal/columns.ts";
import type { Pen } from "../terminal/pen.ts";
import type { PlanView } from "./plan-lines.ts";

export function moneyLines({ plan, catalog }: Pick<PlanView, "plan" | "catalog">, pen: Pen): string[] {
  const outlook = plan.private?.money;
  if (!outlook) return [];
  const amount = amountsIn(outlook);
  const rows = outlook.bands.map(({ source, low, high, planned, change }) => [
    `${amount(low)} to ${amount(high)}`,
    change === undefined ? "" : signed(change.aMonth, amount, "a month"),
    pen.paint("dim", pen.say(catalog.sources.get(source)?.title ?? source)),
    planned ? "planned on" : "",
  ]);
  const path = outlook.bands.find(({ planned }) => planned)?.paths;
  return [
    "",
    `  ${pen.paint("bold", "Money")}  ${pen.paint("dim", presentLine(outlook, amount))}`,
    ...columns(rows, pen, { indent: 4 }),
    ...(path ?? []).flatMap((way) => pen.wrap(pathSentence(way, amount), { indent: 4 })),
    ...(outlook.runway ? pen.wrap(runwaySentence(outlook.runway, amount), { indent: 4 }) : []),
    ...(outlook.withoutPay ? pen.wrap(leftSentence(outlook.withoutPay), { indent: 4 }) : []),
    ...outlook.notes.flatMap((note) => pen.wrap(note, { indent: 4 }).map((line) => pen.paint("dim", line))),
  ];
}

type Amount = (figure: number) => string;

function amountsIn({ currency, locale }: MoneyOutlook): Amount {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 });
  return (figure) => format.format(Math.round(figure));
}

function presentLine({ present }: MoneyOutlook, amount: Amount): string {
  if (!present) return "what you earn now is not known, so nothing is compared";
  return present.from === "own"
    ? `against your ${amount(present.pay)} a year`
    : `against ${amount(present.pay)} a year, the middle of the band for your role`;
}

function signed(figure: number, amount: Amount, per: string): string {
  if (Math.round(figure) === 0) return "no change";
  return `${amount(Math.abs(figure))} ${figure < 0 ? "less" : "more"} ${per}`;
}

type Path = MoneyOutlook["bands"][number]["paths"][number];

function pathSentence({ monthsToMid, payBackMonths, breakEvenMonths, after18, after48 }: Path, amount: Amount): string {
  const years = monthsToMid / 12;
  const back =
    payBackMonths === null
      ? "a month's pay does not come back to what it was within four years"
      : payBackMonths === 0
        ? "a month's pay is never lower than it was"
        : `a month's pay is back after ${payBackMonths} months`;
  const even =
    breakEvenMonths === null || breakEvenMonths === 0 ? "" : ` and the sum is even after ${breakEvenMonths} months`;
  const sum = (months: string, figure: number) => `${signed(figure, amount, "").trim()} after ${months}`;
  return `With mid-career pay after ${years} years, ${back}${even}: ${sum("18 months", after18)}, ${sum("4 years", after48)}.`;
}

function runwaySentence(
  { shortfallAMonth, months, saveFirst }: NonNullable<MoneyOutlook["runway"]>,
  amount: Amount,
): string {
  if (months === null || shortfallAMonth <= 0) return "Your costs are covered on entry pay, without touching savings.";
  const save = saveFirst > 0 ? ` Put ${amount(saveFirst)} aside first.` : "";
  return `On entry pay you would be ${amount(shortfallAMonth)} short a month; your savings carry that for ${Math.round(months)} months.${save}`;
}

function leftSentence({ months, needed, enough }: NonNullable<MoneyOutlook["withoutPay"]>): string {
  const span = `Without pay your savings last ${Math.round(months)} months; the plan needs about ${Math.round(needed)}.`;
  return enough ? span : `${span} Some paid work in between would make it safe.`;
}
