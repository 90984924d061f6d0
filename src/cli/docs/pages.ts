/**
 * The pages of docs/ that are made from code, by path from the root. A test compares them with what is there.
 */
import { loadChecks, loadScenarios } from "../../judge/registries.ts";
import type { Door } from "../door.ts";
import { buildProgram, loadCommands } from "../program.ts";
import { loadReporters } from "../reporter.ts";
import { penFor } from "../terminal/pen.ts";
import { checksPage } from "./checks-page.ts";
import { commandLinePage } from "./command-line-page.ts";
import { errorsPage } from "./errors-page.ts";
import { openapiPage } from "./openapi-page.ts";

export async function generatedPages(): Promise<Map<string, string>> {
  const [commands, reporters, checks, scenarios] = await Promise.all([
    loadCommands(),
    loadReporters(),
    loadChecks(),
    loadScenarios(),
  ]);
  const program = buildProgram(commands, nowhere, () => {});
  return new Map([
    ["docs/checks.md", checksPage(checks, scenarios)],
    ["docs/cli.md", commandLinePage(program, commands, reporters)],
    ["docs/errors.md", errorsPage()],
    ["docs/openapi.json", await openapiPage()],
  ]);
}

/** The program is only read, never run. */
const nowhere: Door = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  environment: {},
  signal: new AbortController().signal,
  called: "seaworthy",
  resolve: (path) => path,
  pen: () => penFor({ colour: false, unicode: true, width: 100 }),
};
