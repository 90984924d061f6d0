/**
 * `seaworthy today`: one next thing: what, how long, why. And a note of what was done.
 */
import type { NextThing, Plan } from "../../contract/plan.ts";
import type { CliCommand } from "../cli-command.ts";
import { exitCodes } from "../exit-codes.ts";
import { type HomeOptions, homeOptions, minutesFrom } from "../home/options.ts";

interface TodayOptions extends HomeOptions {
  minutes?: number;
  json?: true;
}

const today: CliCommand<TodayOptions> = {
  order: 12,
  summary: "the one next thing: what to do, how long it takes, why now",
  examples: [
    ["today", "For the hours that you set aside for today."],
    ["today --minutes 25", "For a short evening."],
  ],
  declare(command) {
    command
      .option("--minutes <time>", "for as long as you have: 25, 2h", minutesFrom)
      .option("--json", "as JSON on stdout");
    homeOptions(command);
  },
  async run({ options, door }) {
    const { loadPlan } = await import("../home/load-plan.ts");
    const loaded = await loadPlan(options, door);
    const { hoursOn } = await import("../../plan/next-day.ts");
    const minutes = options.minutes ?? hoursOn(loaded.person, loaded.today) * 60;
    const thing = thingFor(minutes, loaded.plan.next);
    if (options.json) door.stdout.write(`${JSON.stringify(thing ?? null, null, 2)}\n`);
    else {
      const { todayLines } = await import("../plan-view/today-lines.ts");
      const view = { ...loaded, thing, free: minutes, command: (words: string) => `${door.called} ${words}` };
      door.stdout.write(`${todayLines(view, door.pen("stdout")).join("\n")}\n`);
    }
    return exitCodes.ok;
  },
};
export default today;

/** The largest that fits; on a day without hours the smallest, for who would like to all the same. */
function thingFor(minutes: number, { minutes25, hours2, weekend }: Plan["next"]): NextThing | undefined {
  // Half an hour short of two hours is still no reason to take the small one.
  const fits = [weekend, hours2, minutes25].find((thing) => thing !== undefined && thing.minutes <= minutes + 30);
  return fits ?? minutes25 ?? hours2 ?? weekend;
}
