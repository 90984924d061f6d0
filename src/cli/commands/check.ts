/**
 * `seaworthy check`: starts the program, does to it what production does, reports what held.
 */
import { Option } from "commander";
import type { CheckOptions } from "../check-options.ts";
import type { CliCommand } from "../cli-command.ts";
import { exitCodeOf } from "../verdict-exit-code.ts";

const check: CliCommand<CheckOptions> = {
  order: 1,
  summary: "judge the program in a folder: start it, do to it what production does, report what held",
  examples: [
    ["check", "The program in this folder, by its seaworthy.yaml."],
    ["check ../my-api --watch", "Judges the fast checks on every save; keys open hints and evidence."],
    ["check --only deleted-stays-deleted --seed k3q7", "One check again, with the same random data."],
    ["check --url http://localhost:3000", "A program that runs already, with what can be seen from outside."],
    ["check --json > evidence.json", "The evidence document for other programs."],
    ["check --reporter html > report.html", "One file with timeline, histograms and plans, to look at or hand on."],
    ["check --from run.json", "Judges a saved recording again, without starting anything."],
  ],
  declare(command) {
    command
      .argument("[folder]", "the folder with seaworthy.yaml", ".")
      .option(
        "--only <check>",
        "only this check and the scenarios it reads (again, or with commas, for several)",
        splitIds,
      )
      .option("--fast", "only what answers in seconds")
      .addOption(
        new Option("--production", "also load, growth and what only shows over time: some minutes").conflicts([
          "fast",
          "url",
          "from",
          "watch",
        ]),
      )
      .addOption(
        new Option("--skip <scenario>", "leave this scenario out (again, or with commas, for several)")
          .argParser(splitIds)
          .conflicts(["from", "watch"]),
      )
      .option("--seed <seed>", "repeat the random data of an earlier run")
      .addOption(
        new Option("--url <address>", "judge a program that runs there, instead of starting one").conflicts(["hold"]),
      )
      .option("--project <id>", "with --url: the contract to judge by, where no seaworthy.yaml says it")
      .addOption(
        new Option("--from <recording>", "judge a saved recording again; nothing is started").conflicts([
          "url",
          "seed",
          "hold",
          "fast",
        ]),
      )
      .option("--save-recording <file>", "keep everything that was seen, as JSON")
      .addOption(
        new Option("--reporter <name>", "how the result is written: pretty, html, json, junit or github").default(
          "pretty",
        ),
      )
      .addOption(new Option("--json", "the same as --reporter json").conflicts(["reporter"]))
      .addOption(
        new Option("--watch", "judge again on every save: fast checks at once, the rest on demand").conflicts([
          "from",
          "url",
          "hold",
          "json",
          "reporter",
          "saveRecording",
        ]),
      )
      .option("--hold", "leave the program running afterwards, until Ctrl-C, so that the lines of curl work");
  },
  async run({ arguments: [folder = "."], options, door }) {
    const { runCheck } = await import("../run-check.ts");
    if (options.watch) {
      const { watch } = await import("../watch/watch.ts");
      return watch(folder, options, door);
    }
    const report = await runCheck(folder, options, door);
    return exitCodeOf(report.verdicts);
  },
};
export default check;

function splitIds(value: string, before: string[] | undefined): string[] {
  const ids = value.split(",").map((id) => id.trim());
  return [...(before ?? []), ...ids.filter((id) => id !== "")];
}
