/**
 * Opens the app in the person's browser, where there is one to open it in.
 *
 * The address holds the key, and every user of a machine sees the arguments of every process. So the browser is sent to a
 * file that only this person can read, which sends it on.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Door } from "../door.ts";
import type { Home } from "../home/home-folder.ts";
import { keepFile } from "../home/keep-file.ts";

export async function openBrowser(address: string, home: Home, { environment }: Door): Promise<void> {
  const program = browserProgram(environment);
  if (program === undefined) return;
  const file = join(home.folder, "open.html");
  const page = `<!doctype html><meta charset="utf-8"><title>Seaworthy</title><meta http-equiv="refresh" content="0; url=${address}"><p><a href="${address}">Open Seaworthy</a></p>\n`;
  await keepFile(file, page);
  const child = spawn(program, [file], { stdio: "ignore", detached: true, env: environment });
  // Not there, or none that it knows: the address is on the terminal.
  child.on("error", () => {});
  child.unref();
}

function browserProgram(environment: NodeJS.ProcessEnv): string | undefined {
  const { BROWSER, CI, DISPLAY, WAYLAND_DISPLAY } = environment;
  if (BROWSER?.toLowerCase() === "none" || (CI !== undefined && CI !== "" && CI !== "false")) return undefined;
  if (process.platform === "darwin") return "open";
  return DISPLAY || WAYLAND_DISPLAY ? "xdg-open" : undefined;
}
