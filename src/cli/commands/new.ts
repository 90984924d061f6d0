/**
 * `seaworthy new`: makes a starter to work on.
 */

import { shellWord } from "../../evidence/report/repeat.ts";
import type { CliCommand } from "../cli-command.ts";
import { exitCodes } from "../exit-codes.ts";

interface NewOptions {
  stack?: string;
}

const newProject: CliCommand<NewOptions> = {
  order: 2,
  summary: "make a small backend to work on, from a project of ours",
  examples: [
    ["new crud my-api --stack typescript", "Makes the folder my-api. It runs at once, and passes its first check."],
    ["new crud my-api --stack python", "The same project in another language."],
  ],
  declare(command) {
    command
      .argument("<project>", "id of the project: crud")
      .argument("<folder>", "where to make it; new or empty")
      .option("--stack <language>", "typescript, javascript or python");
  },
  async run({ arguments: [project = "", folder = ""], options, door }) {
    const { makeStarter } = await import("../make-starter.ts");
    const { stack, files, title } = await makeStarter({ project, folder: door.resolve(folder), stack: options.stack });
    const pen = door.pen("stdout");
    const command = `${door.called} check ${shellWord(folder)}`;
    const lines = [
      "",
      `  ${pen.paint("green", pen.glyph.passed)} ${pen.paint("bold", folder)} ${pen.glyph.dot} ${title} in ${stack}, ${files} files`,
      "",
      "  Next: see what already holds, and what comes first.",
      `  ${pen.paint("cyan", command)}`,
      "",
    ];
    door.stdout.write(`${lines.join("\n")}\n`);
    return exitCodes.ok;
  },
};
export default newProject;
