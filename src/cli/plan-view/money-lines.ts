/**
 * What the move does to pay, plainly. It is about the person's own money, so it is shown to them and put into nothing that
 * is handed on.
 */
import type { MoneyOutlook } from "../../contract/plan.ts";
import { columns, commandLines } from "../terminal/columns.ts";
import type { Pen } from "../terminal/pen.ts";
import type { PlanView } from "./plan-view.ts";

export function moneyLines({ plan, catalog, command, money }: PlanView, pen: Pen): string[] {
  const outlook = plan.private?.money;
  if (!outlook) return [];
  const amount = amountsIn(outlook);
  const rows = outlook.bands.map(({ source, low, high, planned, change }) => [
    `${amount(low)} – ${amount(high)}`,
    change === undefined ? "" : `${signed(change.aMonth, amount)} a month (${percent(change.share)})`,
    planned ? "planned on" : "",
    pen.paint(
      "dim",
      pen.say(source === "your-adverts" ? "your own adverts" : (catalog.sources.get(source)?.title ?? source)),
    ),
  ]);
  return [
    "",
    `  ${pen.paint("bold", "Money")}`,
    ...pen.wrap(presentLine(outlook, amount), { indent: 4 }).map((line) => pen.paint("dim", line)),
    ...columns(
      rows.map((row) => row.map((cell) => pen.say(cell)).filter((_, i) => rows.some((other) => other[i] !== ""))),
      pen,
      { indent: 4 },
    ),
    ...(outlook.runway ? pen.wrap(runwaySentence(outlook.runway, amount), { indent: 4 }) : []),
    ...(outlook.withoutPay ? pen.wrap(leftSentence(outlook.withoutPay), { indent: 4 }) : []),
    ...(money ? wholeLines(outlook, amount, pen) : commandLines([moreMoney(outlook, command)], pen, 4)),
    ...payOnlyLines(plan.private?.payOnly === true, command, pen),
  ];
}

function moreMoney({ present }: MoneyOutlook, command: (words: string) => string): [string, string] {
  if (!present) return [command("init --pay 38000"), "what you earn a year; it stays in private.yaml"];
  return [command("plan --money"), "when it is made up for, and what this leaves out"];
}

/** When it is made up for, and everything that has to be said with it. */
function wholeLines(outlook: MoneyOutlook, amount: Amount, pen: Pen): string[] {
  const planned = outlook.bands.find((band) => band.planned);
  const dot = pen.glyph.dot;
  const sentences = outlook.present ? (planned?.paths ?? []).map((path) => pathSentence(path, amount)) : [];
  const listed = (text: string) => {
    const [first = "", ...rest] = pen.wrap(text, { width: pen.width - 6 });
    return [`    ${pen.paint("dim", dot)} ${first}`, ...rest.map((line) => `      ${line}`)];
  };
  return [...sentences, ...outlook.notes].flatMap(listed);
}

/** Who moves for the pay alone should see the figure, and try the work itself before anything else. */
function payOnlyLines(payOnly: boolean, command: (words: string) => string, pen: Pen): string[] {
  if (!payOnly) return [];
  return [
    "",
    ...pen.wrap(
      "Pay is the only reason that you gave, and at first it falls. Who stays mostly likes the work itself. Two hours will tell you more than a year of plans: see a small backend break and mend it, then make one.",
      { indent: 4 },
    ),
    `    ${pen.paint("cyan", command("demo"))}`,
    `    ${pen.paint("cyan", command("new crud trial --stack python"))}`,
  ];
}

type Amount = (figure: number) => string;

function amountsIn({ currency, locale }: MoneyOutlook): Amount {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 });
  return (figure) => format.format(Math.round(figure));
}

function presentLine({ present }: MoneyOutlook, amount: Amount): string {
  if (!present) return "entry pay, gross a year; what you earn now is not known, so nothing is compared";
  const from = present.from === "own" ? "which you earn now" : "the middle of your role's band";
  return `entry pay, gross a year, against ${amount(present.pay)}, ${from}`;
}

function signed(figure: number, amount: Amount): string {
  if (Math.round(figure) === 0) return "no change";
  return `${amount(Math.abs(figure))} ${figure < 0 ? "less" : "more"}`;
}

function percent(share: number): string {
  return `${share < 0 ? "-" : "+"}${Math.abs(Math.round(share * 100))}%`;
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
  const sum = (months: string, figure: number) => `${signed(figure, amount)} in all after ${months}`;
  return `With mid-career pay after ${years} years, ${back}${even}: ${sum("18 months", after18)}, ${sum("4 years", after48)}.`;
}

function runwaySentence(
  { shortfallAMonth, months, saveFirst }: NonNullable<MoneyOutlook["runway"]>,
  amount: Amount,
): string {
  if (shortfallAMonth <= 0) return "On entry pay nothing has to come out of your savings.";
  const first = `At first ${amount(shortfallAMonth)} a month would come out of your savings`;
  if (months === null) return `${first}. They last until your pay has caught up.`;
  return `${first}, which last ${Math.round(months)} months at that.${saveFirst > 0 ? ` Put ${amount(saveFirst)} more aside first.` : ""}`;
}

function leftSentence({ months, needed, enough }: NonNullable<MoneyOutlook["withoutPay"]>): string {
  const span = `Without pay your savings last ${Math.round(months)} months; the plan needs about ${Math.round(needed)}.`;
  return enough ? span : `${span} Some paid work in between would make it safe.`;
}
