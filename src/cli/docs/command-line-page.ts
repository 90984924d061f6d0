/**
 * docs/cli.md, from what commander knows.
 */
import type { Argument, Command, Option } from "commander";
import type { CliCommand } from "../cli-command.ts";
import type { Reporter } from "../reporter.ts";

export function commandLinePage(
  program: Command,
  commands: ReadonlyMap<string, CliCommand>,
  reporters: ReadonlyMap<string, Reporter>,
): string {
  const sections = program.commands.map((command) => {
    const { summary, examples } = commands.get(command.name()) as CliCommand;
    return [
      `## seaworthy ${command.name()}`,
      "",
      `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`,
      "",
      "```",
      `seaworthy ${[command.name(), ...command.registeredArguments.map(argumentWord)].join(" ")} [options]`,
      "```",
      "",
      ...table("argument", command.registeredArguments.map(argumentRow)),
      ...table("option", command.options.map(optionRow)),
      ...examples.flatMap(([line, effect]) => [`- \`seaworthy ${line}\`  `, `  ${effect}`]),
      "",
    ].join("\n");
  });
  return `# The command line

In a clone: \`npm run -s seaworthy -- <command>\`. Published: \`npx seaworthy <command>\`. A folder that you name is taken from where
you stand. The result goes to stdout, everything else to stderr; exit codes and errors are in [errors.md](errors.md), checks
in [checks.md](checks.md).

Colour follows \`NO_COLOR\` and \`FORCE_COLOR\`, and is left out where the output is no terminal. Lines are as wide as the terminal,
60 to 120 columns; where it is none, \`COLUMNS\` says it, or else 100.

${sections.join("\n")}
## Reporters

| name | what is written |
|---|---|
${[...reporters].map(([name, { summary }]) => `| ${name} | ${summary} |`).join("\n")}
`;
}

function table(head: string, rows: string[]): string[] {
  return rows.length === 0 ? [] : [`| ${head} | |`, "|---|---|", ...rows, ""];
}

function argumentWord(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}

function argumentRow(argument: Argument): string {
  const preset = argument.defaultValue === undefined ? "" : ` (default: \`${argument.defaultValue}\`)`;
  return `| \`${argumentWord(argument)}\` | ${cell(argument.description)}${preset} |`;
}

function optionRow(option: Option): string {
  const preset = option.defaultValue === undefined ? "" : ` (default: \`${option.defaultValue}\`)`;
  return `| \`${option.flags}\` | ${cell(option.description)}${preset} |`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
