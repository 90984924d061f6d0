/**
 * `seaworthy load`: how much the program carries, what it does with ten times that, and what was full first.
 */
import { InvalidArgumentError, Option } from "commander";
import type { CliCommand } from "../cli-command.ts";
import { exitCodeOf } from "../verdict-exit-code.ts";

interface LoadOptions {
  seed?: string;
  p99?: number;
  json?: true;
  reporter: string;
}

const load: CliCommand<LoadOptions> = {
  order: 5,
  summary: "raise the load on the program until it gives way: how much it carries, and what is full first",
  examples: [
    ["load", "The program in this folder: some 45 s, best with nothing else running on the machine."],
    ["load ../my-api --p99 100", "Carried means: 99 of 100 requests answered within 100 ms."],
    ["load --reporter html > load.html", "A page with every rate and its histogram, to look at or hand on."],
    ["load --json > load.json", "Every rate with its histogram, for other programs."],
  ],
  declare(command) {
    command
      .argument("[folder]", "the folder with seaworthy.yaml", ".")
      .option("--p99 <ms>", "99 of 100 requests are to be answered within so many milliseconds", milliseconds)
      .option("--seed <seed>", "repeat the random data of an earlier run")
      .addOption(
        new Option("--reporter <name>", "how the result is written: pretty, html, junit or github").default("pretty"),
      )
      .addOption(new Option("--json", "the figures as JSON on stdout").conflicts(["reporter"]));
  },
  async run({ arguments: [folder = "."], options, door }) {
    const { runLoad } = await import("../load/run-load.ts");
    return exitCodeOf((await runLoad(folder, options, door)).verdicts);
  },
};
export default load;

function milliseconds(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("It has to be a number of milliseconds above 0.");
  return value;
}
