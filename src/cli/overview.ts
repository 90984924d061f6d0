/**
 * What is shown when nothing is asked for: what this is, what can be done, and the one next thing.
 */
import { existsSync } from "node:fs";
import type { CliCommand } from "./cli-command.ts";
import type { Door } from "./door.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { homeOf } from "./home/home-folder.ts";

export function showOverview(commands: ReadonlyMap<string, CliCommand>, door: Door): ExitCode {
  const pen = door.pen("stdout");
  const name = Math.max(...[...commands.keys()].map((key) => key.length)) + 3;
  const lines = [
    "",
    `  ${pen.paint("bold", "Seaworthy")}`,
    ...pen.wrap("Starts your backend, does to it what production does, and shows what held.", { indent: 2 }),
    "",
    ...[...commands].flatMap(([id, command]) => {
      const [first = "", ...rest] = pen.wrap(command.summary, { width: pen.width - name - 4 });
      const indent = " ".repeat(name + 4);
      return [`    ${pen.paint("cyan", pen.pad(id, name))}${first}`, ...rest.map((line) => indent + line)];
    }),
    "",
    ...nextThing(door).map((line) => `  ${line}`),
    "",
  ];
  door.stdout.write(`${lines.join("\n")}\n`);
  return exitCodes.ok;
}

function nextThing(door: Door): string[] {
  const pen = door.pen("stdout");
  const command = (text: string) => pen.paint("cyan", `${door.called} ${text}`);
  if (existsSync(door.resolve("seaworthy.yaml"))) {
    return ["Next: judge the program in this folder.", `  ${command("check")}`];
  }
  if (existsSync(homeOf(door, undefined).person)) {
    return ["Next: what your plan has for today.", `  ${command("today")}`];
  }
  return [
    "Next: make a small backend to work on, in TypeScript, JavaScript or Python.",
    `  ${command("new crud my-api --stack typescript")}`,
  ];
}
