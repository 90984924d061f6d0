/**
 * What the saved adverts ask for, on a terminal: counts with their intervals, and the sentences behind them.
 */

import { neutraliseLine } from "../../base/neutralise.ts";
import type { AdvertCount, AdvertReport } from "../../contract/advert.ts";
import { beside, columns, heading } from "../terminal/columns.ts";
import type { Pen } from "../terminal/pen.ts";

export interface ReportView {
  report: AdvertReport;
  locale: string;
  /** All of them, and the sentences. */
  whole: boolean;
  command(words: string): string;
}

/** Below the line of "nice" there is a long tail of single mentions. */
const niceShown = 10;

export function reportLines(view: ReportView, pen: Pen): string[] {
  const { report, whole, command } = view;
  if (report.adverts === 0) {
    return [
      "",
      ...pen.wrap(
        "No adverts are saved yet. Copy the text of one that you would like to answer, or save its page, and add it.",
        { indent: 2 },
      ),
      `  ${pen.paint("cyan", command("adverts add advert.txt"))}`,
      "",
    ];
  }
  const at = (level: AdvertCount["level"]) => report.skills.filter((count) => count.level === level);
  const nice = at("nice");
  return [
    "",
    ...heading(countWords(report.adverts, "advert"), headWords(report), pen),
    ...groupLines("must", `at least ${percent(report.line)} ask for it`, at("must"), view, pen),
    ...groupLines(
      "likely",
      `below ${percent(report.line)}, but a few more adverts may change that`,
      at("likely"),
      view,
      pen,
    ),
    ...groupLines("nice", "asked for by some", whole ? nice : nice.slice(0, niceShown), view, pen),
    ...(nice.length > niceShown && !whole ? [`    ${pen.paint("dim", `and ${nice.length - niceShown} more`)}`] : []),
    ...factLines(view, pen),
    ...changeLines(report, pen),
    "",
    ...(whole
      ? []
      : [
          `  ${pen.paint("cyan", command("adverts report --all"))}  ${pen.paint("dim", "with the sentences behind each count")}`,
          "",
        ]),
  ];
}

function headWords({ target, enough, adverts, reposts }: AdvertReport): string {
  const more = enough
    ? "enough for your own counts to rule the plan"
    : `${target - adverts} more, and your own counts rule the plan`;
  return reposts.length > 0 ? `${countWords(reposts.length, "repost")} left out · ${more}` : more;
}

function groupLines(
  title: string,
  says: string,
  counts: readonly AdvertCount[],
  { report, whole }: ReportView,
  pen: Pen,
): string[] {
  if (counts.length === 0) return [];
  const rows = columns(
    counts.map((count) => [
      pen.say(count.title),
      `${count.asked} of ${report.adverts}`,
      pen.paint("dim", pen.say(`${percent(count.low)} to ${percent(count.high)}`)),
      pen.paint("dim", count.inCatalog ? "" : "not taught here"),
    ]),
    pen,
    { indent: 4, right: [1] },
  );
  return [
    "",
    ...heading(title, says, pen),
    ...rows.flatMap((row, i) => [row, ...(whole ? quoteLines(counts[i] as AdvertCount, pen) : [])]),
  ];
}

function quoteLines({ quotes }: AdvertCount, pen: Pen): string[] {
  return quotes.flatMap(({ text }) =>
    pen.wrap(`“${neutraliseLine(text)}”`, { indent: 8 }).map((line) => pen.paint("dim", line)),
  );
}

function factLines({ report, locale }: ReportView, pen: Pen): string[] {
  const { seniority, workplace, pay, years } = report;
  const counts = (of: Partial<Record<string, number>>) =>
    Object.entries(of)
      .filter(([, n]) => (n ?? 0) > 0)
      .map(([name, n]) => `${n} ${name}`)
      .join(", ");
  const payWords = pay.map(({ currency, adverts, low, high, lowest, highest }) => {
    const money = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 });
    const range = `${money.format(low)} to ${money.format(high)} in the middle, ${money.format(lowest)} to ${money.format(highest)} in all`;
    return `${range} (${countWords(adverts, "advert")} with a figure)`;
  });
  const rows: [string, string][] = [
    ["level", counts(seniority)],
    ["place", counts(workplace)],
    ["pay", payWords.join("; ")],
    [
      "years",
      years.median === undefined
        ? ""
        : `${years.median} in the middle of ${countWords(years.adverts, "advert")} that ask for any`,
    ],
  ];
  const said = rows.filter(([, text]) => text !== "");
  return said.length === 0 ? [] : ["", `  ${pen.paint("bold", "They also say")}`, ...beside(said, pen, { indent: 4 })];
}

function changeLines({ change }: AdvertReport, pen: Pen): string[] {
  const sure = change?.skills.filter((skill) => skill.sure) ?? [];
  if (!change) return [];
  if (sure.length === 0 && change.levels.length === 0) {
    return ["", ...heading("Since last month", "nothing that is more than chance", pen)];
  }
  return [
    "",
    `  ${pen.paint("bold", "Since last month")}`,
    ...columns(
      sure.map(({ title, before, after }) => [pen.say(title), `${percent(before.share)} to ${percent(after.share)}`]),
      pen,
      { indent: 4 },
    ),
    ...columns(
      change.levels.map(({ title, from, to }) => [pen.say(title), pen.paint("dim", `${from}, now`), to]),
      pen,
      { indent: 4 },
    ),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function countWords(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
