/**
 * One thing, large: what, how long, why. All else is behind a command.
 */
import type { NextThing } from "../../contract/plan.ts";
import { nextDayWithHours } from "../../plan/next-day.ts";
import type { LoadedPlan } from "../home/load-plan.ts";
import { beside, commandLines, heading } from "../terminal/columns.ts";
import { inline, markdownLines } from "../terminal/markdown.ts";
import type { Pen } from "../terminal/pen.ts";
import { minutesInWords, weekdayAndDay } from "./days.ts";
import { noticeLines } from "./plan-lines.ts";

export interface TodayView extends Pick<LoadedPlan, "plan" | "person" | "locale" | "today"> {
  thing: NextThing | undefined;
  /** Minutes set aside for today. */
  free: number;
  command(words: string): string;
}

export function todayLines({ thing, plan, person, free, today, locale, command }: TodayView, pen: Pen): string[] {
  const day = weekdayAndDay(today, locale);
  if (!thing) {
    return [
      "",
      `  ${pen.paint("bold", day)}`,
      "",
      ...pen.wrap("Nothing is left in the plan. What you built can be applied with.", { indent: 2 }),
      "",
    ];
  }
  const unit = plan.units.find(({ id }) => id === thing.unit);
  const next = nextDayWithHours(person, today);
  const head =
    free > 0
      ? `${minutesInWords(free)} set aside`
      : `nothing set aside${next ? `, next on ${weekdayAndDay(next, locale)}` : ""}`;
  return [
    "",
    ...pen.wrap(`${day} · ${head}`, { indent: 2 }).map((line) => pen.paint("dim", line)),
    ...noticeLines(plan, pen),
    "",
    ...heading(thing.title, minutesInWords(thing.minutes), pen),
    "",
    ...markdownLines(thing.doThis, pen, { indent: 4 }),
    "",
    ...beside(
      [
        ["why", inline(thing.why, pen)],
        ...(unit && unit.title !== thing.title
          ? ([["part of", inline(`${unit.title}: ${unit.build}`, pen)]] as const)
          : []),
        ...(thing.checks.length > 0 ? ([["at the end", checksSentence(thing.checks)]] as const) : []),
      ],
      pen,
      { indent: 4 },
    ),
    "",
    ...commandLines(
      [
        ...(thing.checks.length > 0
          ? [[command(`check --only ${thing.checks.slice(0, 6).join(",")}`), "to see whether it holds"] as const]
          : []),
        // A weekend's work is a whole unit, an evening's is one skill of it.
        [
          command(`log session ${thing.minutes} ${unit?.title === thing.title ? thing.unit : thing.skill}`),
          "when you have done it",
        ],
      ],
      pen,
    ),
    "",
  ];
}

function checksSentence(checks: readonly string[]): string {
  const shown = checks.slice(0, 6).join(", ");
  return checks.length > 6 ? `${shown} and ${checks.length - 6} more` : shown;
}
