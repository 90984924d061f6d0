/**
 * What a command is. Every file in commands/ that exports one by default is a command of that name; adding one is one
 * new file and no edit elsewhere.
 */
import type { Command } from "commander";
import type { Door } from "./door.ts";
import type { ExitCode } from "./exit-codes.ts";

export interface CliCommand<Options = Record<string, unknown>> {
  /** Place in the overview and in --help, 1 first. */
  order: number;
  /** One line, lower case, no full stop: what it does for the person. */
  summary: string;
  /** Lines for --help and docs/cli.md: what one types, and what that does. The program's name is put before it. */
  examples: readonly (readonly [line: string, effect: string])[];
  /** Declares arguments, options and a longer description. */
  declare(command: Command): void;
  /**
   * Does it. The result goes to `door.stdout`, everything else to `door.stderr`. What the person can mend is thrown as a
   * UserError. Heavy modules are imported here, not at the top of the file, so that --help stays quick.
   */
  run(call: Call<Options>): Promise<ExitCode>;
}

export interface Call<Options> {
  /** In the order of the declared arguments; undefined for an optional one that was left out. */
  arguments: (string | undefined)[];
  options: Options;
  door: Door;
}
