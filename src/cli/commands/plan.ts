/**
 * `seaworthy plan`: the way with its dates, for reading, for a calendar, for other programs.
 */
import type { CliCommand } from "../cli-command.ts";
import type { Door } from "../door.ts";
import { exitCodes } from "../exit-codes.ts";
import type { LoadedPlan } from "../home/load-plan.ts";
import { dayFrom, type HomeOptions, homeOptions } from "../home/options.ts";

interface PlanOptions extends HomeOptions {
  hours?: string;
  readyBy?: string;
  fourDayWeek?: true;
  all?: true;
  json?: true;
  markdown?: true;
  ics?: string | true;
  money?: true;
}

const plan: CliCommand<PlanOptions> = {
  order: 11,
  summary: "your plan: by when, in which order, and what it rests on",
  examples: [
    ["plan", "The dates, the steps, this month, and one next thing."],
    ["plan --hours 12", "What twelve hours a week would do. Nothing is changed."],
    ["plan --ready-by 2027-09-01", "How many hours a week that day would take."],
    ["plan --ics plan.ics", "Milestones and the next session for your calendar."],
    ["plan --markdown > plan.md", "To print or hand on, without anything private."],
  ],
  declare(command) {
    command
      .option("--hours <hours>", "with other hours a week: 12, or tue=1.5,thu=1.5,sat=4")
      .option("--ready-by <day>", "what a day like 2027-09-01 would take", dayFrom)
      .option("--four-day-week", "with a working day given to it, and a letter that asks for it")
      .option("--all", "every unit, milestone, and what waits on the shelf")
      .option("--ics [file]", "for a calendar (iCalendar), to a file or to stdout")
      .option("--markdown", "as Markdown on stdout")
      .option("--json", "as JSON on stdout")
      .option("--money", "all about pay; with --json: with pay and reasons, which are left out otherwise");
    homeOptions(command);
  },
  async run({ options, door }) {
    const [{ loadPlan }, { hoursFrom }, { withFourDayWeek }] = await Promise.all([
      import("../home/load-plan.ts"),
      import("../init/read-answer.ts"),
      import("../plan-view/four-day-week.ts"),
    ]);
    const { hours, readyBy, fourDayWeek } = options;
    const loaded = await loadPlan(options, door, (person) => {
      const changed = {
        ...person,
        ...(hours !== undefined && { hoursByWeekday: hoursFrom(hours) }),
        ...(readyBy !== undefined && { wish: { readyBy } }),
      };
      return fourDayWeek ? withFourDayWeek(changed) : changed;
    });
    door.stdout.write(await textOf(loaded, options, door));
    return exitCodes.ok;
  },
};
export default plan;

async function textOf(loaded: LoadedPlan, options: PlanOptions, door: Door): Promise<string> {
  const { shareable } = await import("../../contract/plan.ts");
  if (options.json) return `${JSON.stringify(options.money ? loaded.plan : shareable(loaded.plan), null, 2)}\n`;
  const handedOn = shareable(loaded.plan);
  const command = (words: string) => `${door.called} ${words}`;
  if (options.markdown) {
    const { planMarkdown } = await import("../../plan/plan-markdown.ts");
    return planMarkdown(handedOn, loaded.catalog);
  }
  if (options.ics !== undefined) return writeCalendar(loaded, options.ics, door);
  const { planLines } = await import("../plan-view/plan-lines.ts");
  const { letterLines } = await import("../plan-view/four-day-week.ts");
  const pen = door.pen("stdout");
  const lines = planLines({ ...loaded, command, whole: options.all === true, money: options.money === true }, pen);
  return `${[...lines, ...(options.fourDayWeek ? letterLines(pen) : [])].join("\n")}\n`;
}

/** To a file, or to stdout where none is named. */
async function writeCalendar({ plan, person, locale }: LoadedPlan, file: string | true, door: Door): Promise<string> {
  const [{ planCalendar, planEntries }, { shareable }, { nextDayWithHours }, { keepFile }, { shortDay }] =
    await Promise.all([
      import("../../plan/write-ics.ts"),
      import("../../contract/plan.ts"),
      import("../../plan/next-day.ts"),
      import("../home/keep-file.ts"),
      import("../plan-view/days.ts"),
    ]);
  const handedOn = shareable(plan);
  const nextDay = nextDayWithHours(person, plan.today);
  const entries = planEntries(handedOn, { nextDay, locale });
  const calendar = planCalendar(handedOn, entries);
  if (file === true) return calendar;
  await keepFile(door.resolve(file), calendar);
  const pen = door.pen("stdout");
  const session = nextDay === undefined ? "" : `, the next session on ${shortDay(nextDay, locale)}`;
  return `\n  ${pen.paint("green", pen.glyph.passed)} ${pen.paint("bold", file)} ${pen.glyph.dot} ${plan.milestones.length} milestones${session}\n\n${pen.wrap("Open it with your calendar. Taken in again later, it moves what has moved.", { indent: 2 }).join("\n")}\n\n`;
}
