/**
 * `seaworthy grow`: the program's own tables at a thousand, a hundred thousand and a million rows, what slows down, and what
 * was proved to mend it.
 */
import { Option } from "commander";
import type { CliCommand } from "../cli-command.ts";
import { exitCodeOf } from "../verdict-exit-code.ts";

interface GrowOptions {
  seed?: string;
  json?: true;
  reporter: string;
}

const grow: CliCommand<GrowOptions> = {
  order: 5.5,
  summary: "grow the program's own tables to a million rows: what slows down, and what was proved to mend it",
  examples: [
    ["grow", "The program in this folder, on a database of its own: some 30 s."],
    ["grow ../my-api --seed k3q7", "Again, with the same random data."],
    ["grow --reporter html > growth.html", "A page with every time that was measured, to look at or hand on."],
    ["grow --json > growth.json", "Every time that was measured, with plans and advice, for other programs."],
  ],
  declare(command) {
    command
      .argument("[folder]", "the folder with seaworthy.yaml", ".")
      .option("--seed <seed>", "repeat the random data of an earlier run")
      .addOption(
        new Option("--reporter <name>", "how the result is written: pretty, html, junit or github").default("pretty"),
      )
      .addOption(new Option("--json", "the figures as JSON on stdout").conflicts(["reporter"]));
  },
  async run({ arguments: [folder = "."], options, door }) {
    const { runGrow } = await import("../grow/run-grow.ts");
    return exitCodeOf((await runGrow(folder, options, door)).verdicts);
  },
};
export default grow;
