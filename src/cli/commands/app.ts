/**
 * `seaworthy app`: the whole of it in the browser.
 */
import { InvalidArgumentError } from "commander";
import type { AppOptions } from "../app/run-app.ts";
import type { CliCommand } from "../cli-command.ts";

const app: CliCommand<AppOptions> = {
  order: 0,
  summary: "open the app in your browser: plan, projects, checks, evidence, log",
  examples: [
    ["app", "Prints its address and opens it. Ctrl-C ends it, and nothing is left running."],
    ["app --port 8080", "At that port or not at all."],
  ],
  declare(command) {
    command
      .option("--port <number>", "the port to listen at; else 4747, or a free one near it", portFrom)
      .option(
        "--home <folder>",
        "where your own files lie; else SEAWORTHY_HOME, else the system's folder for such data",
      )
      .option("--verbose", "the server's log on stderr instead of server.log in that folder");
  },
  async run({ options, door }) {
    const { runApp } = await import("../app/run-app.ts");
    return runApp(options, door);
  },
};
export default app;

function portFrom(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port < 1 || port > 65_535)
    throw new InvalidArgumentError("a port is a number from 1 to 65535");
  return port;
}
