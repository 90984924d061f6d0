/**
 * `seaworthy doctor`: whether this machine has what a judgement needs, and what to do where it has not.
 */

import { neutralise } from "../../base/neutralise.ts";
import type { CliCommand } from "../cli-command.ts";
import type { Examination } from "../doctor/examine.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Pen } from "../terminal/pen.ts";

interface DoctorOptions {
  json?: true;
}

const doctor: CliCommand<DoctorOptions> = {
  order: 6,
  summary: "look whether this machine has what is needed, and say what to do where it has not",
  examples: [
    ["doctor", "This machine, and the program in this folder."],
    ["doctor ../my-api --json", "For other programs."],
  ],
  declare(command) {
    command.argument("[folder]", "the folder with seaworthy.yaml", ".").option("--json", "as JSON on stdout");
  },
  async run({ arguments: [folder = "."], options, door }) {
    const { examine } = await import("../doctor/examine.ts");
    const results = await examine(door.resolve(folder), door.signal);
    const text = options.json ? `${JSON.stringify(results, null, 2)}\n` : render(results, door.pen("stdout"));
    door.stdout.write(text);
    return results.some((result) => result.state === "missing") ? exitCodes.noVerdict : exitCodes.ok;
  },
};
export default doctor;

export function render(results: readonly Examination[], pen: Pen): string {
  const nameWidth = Math.max(...results.map(({ name }) => name.length));
  const marks = {
    ok: pen.paint("green", pen.glyph.passed),
    note: pen.paint("yellow", pen.glyph.unclear),
    missing: pen.paint("red", pen.glyph.failed),
  };
  const indent = nameWidth + 6;
  const lines = results.flatMap(({ name, state, found, fix }) => {
    const [first = "", ...rest] = pen.wrap(neutralise(found), { width: pen.width - indent });
    return [
      `  ${marks[state]} ${pen.paint("bold", pen.pad(name, nameWidth))}  ${first}`,
      ...rest.map((line) => " ".repeat(indent) + line),
      ...(fix === undefined ? [] : pen.wrap(neutralise(fix), { indent }).map((line) => pen.paint("cyan", line))),
    ];
  });
  const missing = results.filter(({ state }) => state === "missing").length;
  const end =
    missing === 0
      ? "Everything that is needed is here."
      : `${missing} of ${results.length} needs you: do what is written below it.`;
  return `\n${lines.join("\n")}\n\n  ${pen.say(end)}\n\n`;
}
