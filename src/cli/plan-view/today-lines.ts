/**
 * One thing, large: what, how long, why. All else is behind a command.
 */
import type { NextThing } from "../../contract/plan.ts";
import type { LoadedPlan } from "../home/load-plan.ts";
import { beside } from "../terminal/columns.ts";
import { markdownLines } from "../terminal/markdown.ts";
import type { Pen } from "../terminal/pen.ts";
import { minutesInWords, weekdayAndDay } from "./days.ts";
import { nextDayWithHours } from "./next-day.ts";

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
      "  Nothing is left in the plan. What you built can be applied with.",
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
    `  ${pen.paint("dim", pen.say(`${day} · ${head}`))}`,
    "",
    `  ${pen.paint("bold", pen.say(thing.title))}  ${pen.paint("dim", minutesInWords(thing.minutes))}`,
    "",
    ...markdownLines(thing.doThis, pen, { indent: 4 }),
    "",
    ...beside(
      [
        ["why", thing.why],
        ...(unit && unit.title !== thing.title ? ([["part of", `${unit.title}: ${unit.build}`]] as const) : []),
        ...(thing.checks.length > 0 ? ([["at the end", checksSentence(thing.checks)]] as const) : []),
      ],
      pen,
      { indent: 4 },
    ),
    "",
    ...(thing.checks.length > 0
      ? [`  ${pen.paint("cyan", command(`check --only ${thing.checks.slice(0, 6).join(",")}`))}`]
      : []),
    `  ${pen.paint("cyan", command(`log session ${thing.minutes} ${thing.skill}`))}  ${pen.paint("dim", "when you have done it")}`,
    "",
  ];
}

function checksSentence(checks: readonly string[]): string {
  const shown = checks.slice(0, 6).join(", ");
  return checks.length > 6 ? `${shown} and ${checks.length - 6} more` : shown;
}
