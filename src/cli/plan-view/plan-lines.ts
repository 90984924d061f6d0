/**
 * The plan on a terminal: from where to where and by when, the next thing, the steps on a time axis, this month, what other
 * hours would do, money, and what all of it rests on.
 */
import { marketOf } from "../../catalog/find-market.ts";
import type { Plan } from "../../contract/plan.ts";
import { beside, columns, commandLines, heading } from "../terminal/columns.ts";
import { inline } from "../terminal/markdown.ts";
import type { Pen } from "../terminal/pen.ts";
import { hoursLeft, minutesInWords, shortDay, shortMonth, shortSpan, twoMonths } from "./days.ts";
import { gapLines } from "./gap-lines.ts";
import { moneyLines } from "./money-lines.ts";
import type { PlanView } from "./plan-view.ts";
import { axisLines } from "./step-axis.ts";
import { unitLines } from "./unit-lines.ts";

export function planLines(view: PlanView, pen: Pen): string[] {
  const { plan, whole } = view;
  return [
    "",
    ...headLines(view, pen),
    "",
    ...nextLines(view, pen),
    "",
    ...axisLines(plan, { locale: view.locale, title: "Steps" }, pen),
    "",
    ...gapLines(view, pen),
    "",
    ...monthLines(view, pen),
    "",
    ...paceLines(view, pen),
    ...moneyLines(view, pen),
    ...(whole ? ["", ...unitLines(view, pen), "", ...milestoneLines(view, pen), ...shelfLines(view, pen)] : []),
    "",
    ...basisLines(view, pen),
    "",
    ...moreLines(view, pen),
    "",
  ];
}

export function headLines({ plan, catalog, locale }: PlanView, pen: Pen): string[] {
  const { forecast, realism } = plan;
  const from = plan.occupation === null ? undefined : catalog.occupations.get(plan.occupation)?.title;
  const to = catalog.targets.get(plan.target)?.title ?? plan.target;
  const market = marketOf(plan.market, catalog.pay).title;
  const title = from === undefined ? `To ${to.toLowerCase()}` : `${from} ${pen.glyph.sent} ${to.toLowerCase()}`;
  const { early, middle, late } = forecast.ready;
  const frame = `${market} · ${plan.hoursAWeek} h a week · from ${shortDay(plan.start, locale)}`;
  return [
    ...heading(title, frame, pen),
    "",
    ...pen.wrap(readySentence({ early, middle, late }, locale), { indent: 2 }),
    ...pen.wrap(realism.sentence, { indent: 2 }),
    ...pen.wrap(realism.risk, { indent: 2 }).map((line) => pen.paint("dim", line)),
    ...noticeLines(plan, pen),
  ];
}

/** Habits that cost months when nobody says anything. A word, never a lock. */
export function noticeLines({ notices }: Plan, pen: Pen): string[] {
  return notices.flatMap(({ says }) => ["", ...pen.wrap(says, { indent: 2 }).map((line) => pen.paint("yellow", line))]);
}

function readySentence({ early, middle, late }: Plan["forecast"]["ready"], locale: string): string {
  if (early.slice(0, 7) === late.slice(0, 7)) return `Ready in ${twoMonths(early, late, locale)}.`;
  return `Ready between ${twoMonths(early, late, locale)}, as likely as not by ${shortMonth(middle, locale)}.`;
}

export function nextLines({ plan, command }: PlanView, pen: Pen): string[] {
  const thing = plan.next.hours2 ?? plan.next.minutes25 ?? plan.next.weekend;
  if (!thing) return [`  ${pen.paint("bold", "Next")}`, "  Nothing is left in the plan."];
  return [
    `  ${pen.paint("bold", "Next")}  ${pen.say(thing.title)} ${pen.paint("dim", `${pen.glyph.dot} ${minutesInWords(thing.minutes)}`)}`,
    `        ${pen.paint("cyan", command("today"))}`,
  ];
}

function monthLines({ plan, locale }: PlanView, pen: Pen): string[] {
  const month = plan.months.find((candidate) => candidate.month === plan.today.slice(0, 7));
  if (!month) return [];
  const rows = (
    [
      ["skills", month.skills],
      ["conversations", month.conversations],
      ["applications", month.applications],
    ] as const
  )
    .filter(([, { target, actual }]) => (target ?? 0) > 0 || actual > 0)
    .map(([name, { target, actual }]) => [name, target === null ? String(actual) : `${actual} of ${target}`]);
  return [
    ...heading("This month", `${shortMonth(`${month.month}-01`, locale)} · ${month.hours} h`, pen),
    ...columns(rows, pen, { indent: 4 }),
  ];
}

export function paceLines({ plan, locale }: PlanView, pen: Pen): string[] {
  const { paces, fourDayWeek, wish } = plan.forecast;
  const rows = paces.map(({ hoursAWeek, weeks, ready, own }) => [
    `${hoursAWeek} h a week`,
    `${Math.round(weeks.middle)} weeks`,
    shortMonth(ready.middle, locale),
    pen.paint("dim", pen.say(shortSpan(ready.early, ready.late, locale))),
    own ? "yours" : "",
  ]);
  const saved = Math.round(fourDayWeek.weeksSaved);
  return [
    `  ${pen.paint("bold", "At other hours")}`,
    ...columns(rows, pen, { indent: 4, right: [0, 1] }),
    ...(saved >= 1
      ? pen.wrap(`A four-day week (${fourDayWeek.hoursAWeek} h) would save about ${saved} weeks.`, { indent: 4 })
      : []),
    ...(wish
      ? pen.wrap(
          `To be ready by ${shortDay(wish.readyBy, locale)} takes ${wish.hoursAWeekMiddle} h a week if it goes as it mostly does, and ${wish.hoursAWeekLate} h to be nearly sure.`,
          { indent: 4 },
        )
      : []),
  ];
}

function milestoneLines({ plan, locale }: PlanView, pen: Pen): string[] {
  const rows = plan.milestones.map(({ title, on }) => [
    shortDay(on.middle, locale),
    pen.say(title),
    pen.paint("dim", pen.say(`${shortDay(on.early, locale)} to ${shortDay(on.late, locale)}`)),
  ]);
  return [`  ${pen.paint("bold", "Milestones")}`, ...columns(rows, pen, { indent: 4 })];
}

function shelfLines({ plan }: PlanView, pen: Pen): string[] {
  const waiting = plan.shelf.filter(({ unlocked }) => unlocked === undefined);
  if (waiting.length === 0) return [];
  return [
    "",
    ...heading("Not yet", "each waits for a problem that you have felt, or for your adverts", pen),
    ...beside(
      waiting.map(({ title, problem }) => [pen.say(title), inline(problem, pen)] as const),
      pen,
      { indent: 4, paint: (word) => word },
    ),
  ];
}

function basisLines({ plan, catalog }: PlanView, pen: Pen): string[] {
  const { assumptions, published } = plan.forecast;
  const bands = Map.groupBy(published, ({ monthsLow, monthsHigh }) => `${monthsLow} to ${monthsHigh} months`);
  const elsewhere = [...bands].map(
    ([band, some]) => `${band} (${some.map(({ source }) => catalog.sources.get(source)?.title ?? source).join("; ")})`,
  );
  const dot = pen.glyph.dot;
  return [
    `  ${pen.paint("bold", "What this rests on")}`,
    ...[...assumptions, `Published elsewhere: ${elsewhere.join(", ")}.`].flatMap((sentence) => {
      const [first = "", ...rest] = pen.wrap(sentence, { width: pen.width - 6 });
      return [`    ${dot} ${first}`, ...rest.map((line) => `      ${line}`)].map((line) => pen.paint("dim", line));
    }),
  ];
}

function moreLines({ plan, command, whole }: PlanView, pen: Pen): string[] {
  const waiting = plan.shelf.filter(({ unlocked }) => unlocked === undefined).length;
  const rows = [
    ...(whole
      ? []
      : [
          [
            "plan --all",
            `${plan.units.length} units (${hoursLeft(plan.totals.hoursLow, plan.totals.hoursHigh)}), milestones, and ${waiting} things that wait`,
          ],
        ]),
    ["skills", "what you hold, and how surely"],
    ["plan --ics plan.ics", "milestones and the next session in your calendar"],
  ];
  return commandLines(
    rows.map(([words = "", what = ""]) => [command(words), what] as const),
    pen,
  );
}
