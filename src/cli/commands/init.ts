/**
 * `seaworthy init`: three questions, and a plan. Everything else has a default or waits until it matters.
 */
import { UserError } from "../../base/errors.ts";
import type { CliCommand } from "../cli-command.ts";
import { exitCodes } from "../exit-codes.ts";
import { amountFrom, choiceOf, dayFrom, gathered, homeOptions, percentFrom } from "../home/options.ts";
import type { InitOptions } from "../init/init-options.ts";

const init: CliCommand<InitOptions> = {
  order: 10,
  summary: "answer three questions and get a dated plan",
  examples: [
    ["init", "Asks for your job, your hours and your country, and shows the plan."],
    ["init --occupation nurse --hours 8 --country uk", "The same without questions."],
    ["init --hours tue=1.5,thu=1.5,sat=4", "Changes your hours and nothing else."],
    [
      "init --pay 38000 --savings 9000 --costs 1900",
      "For the money side. It has a file of its own and is never shared.",
    ],
  ],
  declare(command) {
    command
      .option("--occupation <job>", "what you do now, in your own words; `none`: nothing is assumed")
      .option("--hours <hours>", "a week: 8, or by day: tue=1.5,thu=1.5,sat=4")
      .option("--country <country>", "where you want to work; decides currency, pay bands and spelling")
      .option("--start <day>", "the day from which the plan counts, else today", dayFrom)
      .option("--ready-by <day>", "a day you would like; answered with the hours that it takes", dayFrom)
      .option("--language <name>", "the programming language you settled on")
      .addOption(choiceOf("--job <state>", "whether you still have your job", ["employed", "left", "offer-signed"]))
      .option("--project <folder>", "a folder of yours whose evidence counts; may be said again", gathered)
      .option(
        "--reasons <list>",
        "private: why you want to move: pay, progression, variety, daily-satisfaction, the-work-itself, other",
      )
      .option("--pay <amount>", "private: what you earn a year before tax", amountFrom)
      .addOption(choiceOf("--level <level>", "private: where you stand in your job", ["entry", "mid", "senior"]))
      .option("--net-share <percent>", "private: how much of your pay arrives after tax, like 78", percentFrom)
      .option("--savings <amount>", "private: what you could live on", amountFrom)
      .option("--costs <amount>", "private: what a month costs you", amountFrom)
      .option("--json", "what was kept, as JSON on stdout, without what is private");
    homeOptions(command);
  },
  async run({ options, door }) {
    const [{ readCatalog }, { homeOf }, files, { canAsk }, change] = await Promise.all([
      import("../../catalog/read-catalog.ts"),
      import("../home/home-folder.ts"),
      import("../home/person-files.ts"),
      import("../demo/ask.ts"),
      import("../init/change-person.ts"),
    ]);
    const home = homeOf(door, options.home);
    const [catalog, before, secret] = await Promise.all([
      readCatalog(),
      files.readPerson(home),
      files.readPrivate(home),
    ]);
    const said = change.answersIn(options, catalog);
    const isChange = before !== undefined && change.isAnythingSaid(options);
    const asks = !isChange && !options.json && canAsk(door) && change.isIncomplete(said);
    if (!asks && before === undefined && change.isIncomplete(said)) {
      throw new UserError("answers-missing", "job, hours and country are needed, and nobody can be asked here", {
        fix: `${door.called} init --occupation nurse --hours 8 --country uk`,
      });
    }
    const { askPerson } = await import("../init/ask-person.ts");
    const answers = asks ? await askPerson(said, { before, catalog, door }) : said;
    const { person, money, reasons } = change.changesOf({ answers, options, before, secret, catalog, door });
    const kept = await files.keepPerson(home, person);
    if (money || reasons) await files.keepPrivate(home, { ...(money && { money }), ...(reasons && { reasons }) });
    if (options.json) {
      door.stdout.write(`${JSON.stringify({ home: home.folder, person: kept }, null, 2)}\n`);
      return exitCodes.ok;
    }
    const [{ loadPlan }, { firstLookLines }] = await Promise.all([
      import("../home/load-plan.ts"),
      import("../init/first-look.ts"),
    ]);
    const loaded = await loadPlan(options, door);
    const notes = change.languageNotes({ before, kept, catalog, today: loaded.today });
    const pen = door.pen("stdout");
    const command = (words: string) => `${door.called} ${words}`;
    door.stdout.write(`${firstLookLines({ ...loaded, command, whole: false, money: false, notes }, pen).join("\n")}\n`);
    return exitCodes.ok;
  },
};
export default init;
