/**
 * What `init` shows: the date, what it costs in pay, what is likely missing, what other hours would do, and one next thing.
 */
import { gapLines } from "../plan-view/gap-lines.ts";
import { moneyLines } from "../plan-view/money-lines.ts";
import { headLines, nextLines, paceLines } from "../plan-view/plan-lines.ts";
import type { PlanView } from "../plan-view/plan-view.ts";
import { commandLines } from "../terminal/columns.ts";
import type { Pen } from "../terminal/pen.ts";

export function firstLookLines(
  view: PlanView & { home: { folder: string }; notes: readonly string[] },
  pen: Pen,
): string[] {
  const { command, home, notes } = view;
  return [
    "",
    ...headLines(view, pen),
    "",
    ...gapLines(view, pen),
    "",
    ...paceLines(view, pen),
    ...moneyLines(view, pen),
    "",
    ...nextLines(view, pen),
    ...commandLines([[command("demo"), "what a judge does to a program: a minute, and no code needed"]], pen, 8),
    ...notes.flatMap((note) => ["", ...pen.wrap(note, { indent: 2 })]),
    "",
    ...pen
      .wrap(`Kept in ${home.folder}, in files that you can read and change. Run ${command("plan")} for all of it.`, {
        indent: 2,
      })
      .map((line) => pen.paint("dim", line)),
    "",
  ];
}
