/**
 * The command line as commander knows it, built from the files in commands/.
 */
import { join } from "node:path";
import { Command, type CommanderError } from "commander";
import { UserError } from "../base/errors.ts";
import { nearest } from "../base/nearest.ts";
import { loadRegistry } from "../base/registry.ts";
import { version } from "../base/version.ts";
import type { CliCommand } from "./cli-command.ts";
import type { Door } from "./door.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { showOverview } from "./overview.ts";

export async function loadCommands(): Promise<Map<string, CliCommand>> {
  const commands = await loadRegistry<CliCommand>(join(import.meta.dirname, "commands"));
  return new Map([...commands].sort(([, a], [, b]) => a.order - b.order));
}

export function buildProgram(
  commands: ReadonlyMap<string, CliCommand>,
  door: Door,
  done: (code: ExitCode) => void,
): Command {
  const program = new Command("seaworthy");
  program
    .description("Starts your backend, does to it what production does, and shows what held.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .usage("<command> [options]")
    .addHelpText("after", () => `\n${exitCodesHelp}\nMore about one command: ${door.called} <command> --help\n`)
    .argument("[command]")
    .action(() => {
      const [word] = program.args;
      if (word !== undefined) throw unknownCommand(word, commands, door);
      done(showOverview(commands, door));
    });
  hideFromHelp(program);
  configure(program, door);
  for (const [name, command] of commands) {
    const sub = program.command(name).summary(command.summary).description(sentence(command.summary));
    command.declare(sub);
    sub
      .helpOption("-h, --help", "show this help")
      .addHelpText("after", () => examplesHelp(command, door))
      .action(async () => {
        done(await command.run({ arguments: sub.processedArgs, options: sub.opts(), door }));
      });
    configure(sub, door);
  }
  return program;
}

/** Commander would print and exit by itself; we throw, so that every error looks and ends alike. */
function configure(command: Command, door: Door): void {
  const pen = door.pen("stdout");
  command
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : usageError(error, command, door);
    })
    .configureOutput({
      writeOut: (text) => door.stdout.write(pen.say(text)),
      writeErr: () => {},
      getOutHelpWidth: () => pen.width,
      getOutHasColors: () => pen.paint("red", "x") !== "x",
    })
    .configureHelp({
      sortOptions: false,
      styleTitle: (text) => pen.paint("bold", text),
      styleCommandText: (text) => pen.paint("cyan", text),
      styleOptionText: (text) => pen.paint("cyan", text),
      styleSubcommandText: (text) => pen.paint("cyan", text),
    });
}

/** "error: unknown option '--jsn'\n(Did you mean --json?)" becomes one line, and what to do another. */
function usageError(error: CommanderError, command: Command, door: Door): UserError {
  const message = error.message
    .replace(/^error: /, "")
    .replace(/\n\(Did you mean (.*)\?\)$/s, "; did you mean $1?")
    .replaceAll("\n", " ");
  const name = command.parent ? `${command.name()} ` : "";
  return new UserError("wrong-usage", message, { fix: `\`${door.called} ${name}--help\` shows what can be said` });
}

function unknownCommand(word: string, commands: ReadonlyMap<string, CliCommand>, door: Door): UserError {
  const close = nearest(word, commands.keys());
  return new UserError("unknown-command", `there is no command '${word}'${close ? `; did you mean ${close}?` : ""}`, {
    fix: close ? `${door.called} ${close}` : `\`${door.called} --help\` lists the commands`,
  });
}

/** The argument that catches unknown commands is not for people. */
function hideFromHelp(program: Command): void {
  program.configureHelp({ visibleArguments: () => [] });
}

function examplesHelp({ examples }: CliCommand, door: Door): string {
  if (examples.length === 0) return "";
  const pen = door.pen("stdout");
  const lines = examples.flatMap(([line, effect]) => [
    `  ${pen.paint("cyan", `${door.called}${line === "" ? "" : ` ${line}`}`)}`,
    ...pen.wrap(effect, { indent: 6 }),
  ]);
  return `\n${pen.paint("bold", "Examples:")}\n${lines.join("\n")}\n`;
}

const exitCodesHelp = `Exit codes: ${exitCodes.ok} passed · ${exitCodes.failed} a check failed · ${exitCodes.noVerdict} no verdict (usage, environment, only unclear) · ${exitCodes.bug} a bug of ours · ${exitCodes.interrupted} interrupted`;

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
